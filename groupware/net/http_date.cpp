#include "groupware/net/http_date.h"

#include <array>
#include <chrono>
#include <string_view>

namespace groupware::net {

namespace {

void appendTwoDigits(std::string& out, long number) {
    out.push_back(static_cast<char>('0' + number / 10 % 10));
    out.push_back(static_cast<char>('0' + number % 10));
}

}  // namespace

void appendHttpDate(std::string& out, Instant instant) {
    using std::chrono::days;
    static constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto midnight = std::chrono::floor<days>(instant);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - midnight));
    out.append(kDays[std::chrono::weekday(midnight).c_encoding()]).append(", ");
    appendTwoDigits(out, static_cast<unsigned>(date.day()));
    out.append(" ").append(kMonths[static_cast<unsigned>(date.month()) - 1]).append(" ");
    out.append(std::to_string(static_cast<int>(date.year()))).append(" ");
    appendTwoDigits(out, time.hours().count());
    out.push_back(':');
    appendTwoDigits(out, time.minutes().count());
    out.push_back(':');
    appendTwoDigits(out, time.seconds().count());
    out.append(" GMT");
}

}  // namespace groupware::net

#include "groupware/formats/ical/time_value.h"

#include "groupware/formats/ical/digits.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/text.h"

#include <algorithm>

namespace groupware::formats::ical {
namespace {

using Form = TimeValue::Form;

std::optional<std::chrono::local_days> dateOf(std::string_view text) {
    const auto year = digits(text.substr(0, 4), 4);
    const auto month = digits(text.substr(4, 2), 2);
    const auto day = digits(text.substr(6, 2), 2);
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                           std::chrono::day(*day)};
    if (!date.ok()) return std::nullopt;
    return std::chrono::local_days(date);
}

std::optional<std::chrono::seconds> clockTimeOf(std::string_view text) {
    const auto hour = digits(text.substr(0, 2), 2);
    const auto minute = digits(text.substr(2, 2), 2);
    const auto second = digits(text.substr(4, 2), 2);
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(std::min(*second, 59U));
}

constexpr std::size_t kDateLength = 8;   // 19970714
constexpr std::size_t kTimeLength = 15;  // 19970714T133000

}  // namespace

std::optional<TimeValue> parseTime(std::string_view text, std::string_view zone) {
    text = lines::trimmed(text);
    if (text.size() < kDateLength) return std::nullopt;
    const auto date = dateOf(text);
    if (!date) return std::nullopt;
    if (text.size() == kDateLength) return TimeValue{.form = Form::Date, .local = *date, .zone = {}};
    const bool utc = text.ends_with('Z');
    if (utc) text.remove_suffix(1);
    if (text.size() != kTimeLength || text[kDateLength] != 'T') return std::nullopt;
    const auto time = clockTimeOf(text.substr(kDateLength + 1));
    if (!time) return std::nullopt;
    if (utc) return TimeValue{.form = Form::Utc, .local = *date + *time, .zone = {}};
    return TimeValue{
        .form = zone.empty() ? Form::Floating : Form::Zoned, .local = *date + *time, .zone = std::string(zone)};
}

std::string write(const TimeValue& time) {
    const auto day = std::chrono::floor<std::chrono::days>(time.local);
    const std::chrono::year_month_day date(day);
    std::string text = padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) +
                       padded(static_cast<unsigned>(date.month()), 2) + padded(static_cast<unsigned>(date.day()), 2);
    if (time.isDate()) return text;
    const std::chrono::hh_mm_ss clock(time.local - day);
    text += "T" + padded(static_cast<unsigned>(clock.hours().count()), 2) +
            padded(static_cast<unsigned>(clock.minutes().count()), 2) +
            padded(static_cast<unsigned>(clock.seconds().count()), 2);
    return time.form == Form::Utc ? text + "Z" : text;
}

std::optional<TimeValue> timeOf(const lines::ContentLine& property) {
    return parseTime(property.value(), property.parameter("TZID").value_or(""));
}

void putTime(lines::ContentLine& property, const TimeValue& time) {
    if (timeOf(property) == time) return;
    property.setParameter("VALUE", time.isDate() ? std::vector<std::string>{"DATE"} : std::vector<std::string>{});
    property.setParameter("TZID", time.form == Form::Zoned ? std::vector{time.zone} : std::vector<std::string>{});
    property.setValue(write(time));
}

std::vector<TimeValue> timesOf(const lines::ContentLine& property) {
    std::vector<TimeValue> times;
    for (const auto part : lines::split(property.value(), ',')) {
        if (auto time = parseTime(part, property.parameter("TZID").value_or(""))) times.push_back(*std::move(time));
    }
    return times;
}

}  // namespace groupware::formats::ical

#include "groupware/http/date.h"

#include "groupware/http/text.h"

#include <time.h>

#include <array>
#include <chrono>
#include <cstdio>

namespace groupware::http {
namespace {

constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
// IMF-fixdate, RFC 850, asctime.
constexpr std::array<const char*, 3> kFormats{"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT",
                                              "%a %b %e %H:%M:%S %Y"};

}  // namespace

std::string formatDate(Instant when) {
    const auto seconds = static_cast<time_t>(std::chrono::floor<std::chrono::seconds>(when.time_since_epoch()).count());
    struct tm parts {};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                     kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                                     kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                                     parts.tm_hour, parts.tm_min, parts.tm_sec);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<Instant> parseDate(std::string_view text) {
    const std::string trimmed(trim(text));
    for (const char* format : kFormats) {
        struct tm parts {};
        const char* end = strptime(trimmed.c_str(), format, &parts);
        if (end != nullptr && *end == '\0') return Instant(std::chrono::seconds(timegm(&parts)));
    }
    return std::nullopt;
}

}  // namespace groupware::http

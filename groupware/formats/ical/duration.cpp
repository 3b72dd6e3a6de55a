#include "groupware/formats/ical/duration.h"

#include "groupware/formats/ical/digits.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>

namespace groupware::formats::ical {
namespace {

struct Unit {
    char letter;
    bool ofTime;  ///< after T
    std::chrono::seconds length;
};

constexpr std::array kUnits{Unit{'W', false, std::chrono::weeks(1)}, Unit{'D', false, std::chrono::days(1)},
                            Unit{'H', true, std::chrono::hours(1)}, Unit{'M', true, std::chrono::minutes(1)},
                            Unit{'S', true, std::chrono::seconds(1)}};

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

/// A number and its unit. @param least  the first unit that may come now
bool takePart(std::string_view& text, bool ofTime, std::size_t& least, Duration& into) {
    constexpr std::size_t kMaxDigits = 7;
    const auto length = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), [](char c) { return lines::isDigit(c); }) - text.begin());
    if (length > kMaxDigits || length == text.size()) return false;
    const auto number = digits(text.substr(0, length), length);
    if (!number) return false;
    for (; least < kUnits.size(); ++least) {
        const auto& unit = kUnits[least];
        if (unit.letter != text[length] || unit.ofTime != ofTime) continue;
        const auto amount = unit.length * static_cast<int>(*number);
        if (ofTime) {
            into.time += amount;
        } else {
            into.days += std::chrono::duration_cast<std::chrono::days>(amount);
        }
        ++least;
        text.remove_prefix(length + 1);
        return true;
    }
    return false;
}

}  // namespace

std::optional<Duration> parseDuration(std::string_view text) {
    text = lines::trimmed(text);
    const bool negative = take(text, '-');
    if (!negative) take(text, '+');
    if (!take(text, 'P') || text.empty()) return std::nullopt;
    Duration duration;
    std::size_t least = 0;
    bool ofTime = false;
    while (!text.empty()) {
        if (!ofTime && take(text, 'T')) {
            ofTime = true;
            if (text.empty()) return std::nullopt;
        }
        if (!takePart(text, ofTime, least, duration)) return std::nullopt;
    }
    if (!negative) return duration;
    return Duration{.days = -duration.days, .time = -duration.time};
}

std::string write(const Duration& duration) {
    const auto total = duration.nominal();
    if (total == std::chrono::seconds(0)) return "PT0S";
    std::string text = total < std::chrono::seconds(0) ? "-P" : "P";
    const auto days = std::chrono::abs(duration.days);
    const auto time = std::chrono::abs(duration.time);
    const auto weeks = std::chrono::duration_cast<std::chrono::weeks>(days);
    const bool wholeWeeks = weeks == days && time == time.zero();
    if (wholeWeeks) return text + std::to_string(weeks.count()) + "W";
    if (days != days.zero()) text += std::to_string(days.count()) + "D";
    if (time == time.zero()) return text;
    text += 'T';
    auto rest = time;
    for (const auto& unit : kUnits) {
        if (!unit.ofTime) continue;
        const auto amount = rest / unit.length;
        if (amount != 0) text += std::to_string(amount) + unit.letter;
        rest -= amount * unit.length;
    }
    return text;
}

}  // namespace groupware::formats::ical

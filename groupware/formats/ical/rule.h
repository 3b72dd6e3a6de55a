#pragma once

#include "groupware/formats/ical/time_value.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::ical {

/// A recurrence rule. RFC 5545 section 3.3.10. Lists are in ascending order, without repetitions; empty ones say
/// nothing.
struct Rule {
    enum class Frequency { Hourly, Daily, Weekly, Monthly, Yearly };
    struct Day {
        int ordinal = 0;  ///< the n-th of its month or year, negative from the end; 0 is every
        std::chrono::weekday weekday{};

        [[nodiscard]] friend bool operator==(const Day&, const Day&) = default;
    };

    Frequency frequency = Frequency::Daily;
    std::uint32_t interval = 1;
    std::optional<std::uint32_t> count{};
    std::optional<TimeValue> until{};
    std::vector<int> seconds{};
    std::vector<int> minutes{};
    std::vector<int> hours{};
    std::vector<Day> days{};
    std::vector<int> monthDays{};
    std::vector<int> yearDays{};
    std::vector<int> weekNumbers{};
    std::vector<int> months{};
    std::vector<int> positions{};  ///< BYSETPOS
    std::chrono::weekday weekStart = std::chrono::Monday;

    [[nodiscard]] friend bool operator==(const Rule&, const Rule&) = default;
};

/// @throws Error BadRequest saying what is wrong: no rule, a number out of range, parts that exclude each other, or
/// what
///         is not supported: FREQ=SECONDLY and MINUTELY (nobody means them, and they would be a way to keep a server
///         busy), calendars other than the Gregorian one and SKIP (RFC 7529)
[[nodiscard]] Rule parseRule(std::string_view text);
[[nodiscard]] std::string write(const Rule& rule);

}  // namespace groupware::formats::ical

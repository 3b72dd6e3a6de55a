#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace groupware::formats::tzif {

/// The rule of a TZif footer: one standard time and, if the zone has it, daylight saving time between two dates of
/// every year. POSIX.1-2017 XBD 8.3 with the extension of RFC 9636 section 3.3.1. Immutable; a value.
class PosixRule {
public:
    /// @param extended  times of day from -167 to 167 hours (TZif version 3 and later) instead of 0 to 24
    /// @throws Error BadRequest for anything else than a rule; daylight saving time must say its dates
    [[nodiscard]] static PosixRule parse(std::string_view text, bool extended);

    /// What local time is ahead of UTC, less than 26 hours either way. For any instant.
    [[nodiscard]] std::chrono::seconds offsetAt(std::chrono::sys_seconds instant) const;

    /// A local time of every year.
    struct YearlyTime {
        enum class Form {
            WeekdayOfMonth,  ///< Mm.w.d
            DayWithoutLeap,  ///< Jn: February 29 has no number
            DayOfYear,       ///< n: from 0
        };
        Form form = Form::WeekdayOfMonth;
        unsigned month = 0;
        unsigned week = 0;  ///< 5 is the last
        unsigned day = 0;   ///< of the week from Sunday = 0, or of the year
        std::chrono::seconds time{0};

        /// Midnight of the day plus the time.
        [[nodiscard]] std::chrono::sys_seconds in(std::chrono::year year) const;
    };
    struct Daylight {
        std::chrono::seconds offset{0};
        YearlyTime start;  ///< in standard time
        YearlyTime end;    ///< in daylight saving time
    };

    /// Of standard time.
    [[nodiscard]] std::chrono::seconds standard() const noexcept { return standard_; }
    [[nodiscard]] const std::optional<Daylight>& saving() const noexcept { return saving_; }

private:
    PosixRule(std::chrono::seconds standard, std::optional<Daylight> saving) : standard_(standard), saving_(saving) {}

    std::chrono::seconds standard_;
    std::optional<Daylight> saving_;
};

}  // namespace groupware::formats::tzif

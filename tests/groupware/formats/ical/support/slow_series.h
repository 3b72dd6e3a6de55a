#pragma once

#include "groupware/formats/ical/rule.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace groupware::formats::ical {

/// The instances of a series, found without any of the code that is tested but the rule's parser: second by second in
/// principle, by asking for every day and every time of it whether the rule names it, and the C library for instants.
/// RFC 5545 section 3.3.10, its table of what limits and what expands.
class SlowSeries {
public:
    /// @param rule  with an UNTIL in UTC, if it has one
    /// @param zone  a name that the C library knows; it becomes that of the process
    SlowSeries(Rule rule, std::chrono::local_seconds start, std::string zone);

    /// Starts that are before `end`, in order, where the series is: its own and what the rule names.
    [[nodiscard]] std::vector<std::chrono::local_seconds> startsBefore(std::chrono::local_days end) const;

    /// RFC 5545 section 3.3.5: the first of two, and what the clocks leave out as if they had not been changed.
    [[nodiscard]] std::chrono::sys_seconds instantOf(std::chrono::local_seconds local) const;

private:
    [[nodiscard]] std::int64_t periodOf(std::chrono::local_seconds time) const;
    [[nodiscard]] bool names(std::chrono::local_days day) const;
    [[nodiscard]] bool namesWeekday(std::chrono::year_month_day date, std::chrono::local_days day) const;
    [[nodiscard]] std::vector<std::chrono::seconds> timesOfDay() const;
    [[nodiscard]] std::int64_t offsetAt(std::int64_t instant) const;

    Rule rule_;
    std::chrono::local_seconds start_;
    std::string zone_;
};

}  // namespace groupware::formats::ical

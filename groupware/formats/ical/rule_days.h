#pragma once

#include "groupware/formats/ical/rule.h"

#include <chrono>
#include <cstddef>
#include <vector>

namespace groupware::formats::ical {

/// A bound on work: how many days and instances may be looked at. Used by one thread.
class Steps {
public:
    explicit Steps(std::size_t most) : left_(most) {}

    /// @return false if there is none left
    bool take() noexcept {
        if (left_ == 0) return false;
        --left_;
        return true;
    }
    [[nodiscard]] bool exhausted() const noexcept { return left_ == 0; }

private:
    std::size_t left_;
};

/// The days that a rule names. RFC 5545 section 3.3.10: the table of BYxxx parts.
class RuleDays {
public:
    /// @param start  first day of the series, which decides what the rule leaves open
    RuleDays(Rule rule, std::chrono::local_days start);

    /// The rule with what it left open.
    [[nodiscard]] const Rule& rule() const noexcept { return rule_; }
    /// Those of [first, end) in their order; fewer when the steps run out.
    [[nodiscard]] std::vector<std::chrono::local_days> in(std::chrono::local_days first, std::chrono::local_days end,
                                                          Steps& steps) const;
    /// When week 1 of the year begins: the one with January 4th, whatever its first day is.
    [[nodiscard]] std::chrono::local_days firstWeek(std::chrono::year year) const;
    /// The year that the week of this day belongs to.
    [[nodiscard]] std::chrono::year weekYear(std::chrono::local_days day) const;

private:
    [[nodiscard]] bool matches(std::chrono::local_days day, const std::chrono::year_month_day& date) const;
    [[nodiscard]] bool matchesWeek(std::chrono::local_days day) const;
    [[nodiscard]] bool matchesWeekday(std::chrono::local_days day, const std::chrono::year_month_day& date) const;

    Rule rule_;
};

}  // namespace groupware::formats::ical

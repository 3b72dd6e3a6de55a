#pragma once

#include "groupware/formats/ical/rule_days.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace groupware::formats::ical {

/// The local times that a rule names, in their order, from the first day of the series on. Clocks being changed do not
/// matter here: FREQ=HOURLY counts hours of the clock.
class RuleIterator {
public:
    struct Series {
        std::chrono::local_seconds start;
        bool isDate = false;              ///< whole days: the rule's times of day say nothing
        std::chrono::local_seconds last;  ///< nothing later is wanted
    };

    /// COUNT includes the start of the series, whether the rule names it or not (RFC 5545 section 3.8.5.3). UNTIL is
    /// for the caller to put into `last`.
    /// @param steps  counted down; must outlive the iterator
    RuleIterator(const Rule& rule, const Series& series, Steps& steps);

    /// Leaves out times before `from` without looking at them; some may still come. Does nothing for rules with COUNT,
    /// and after the first next().
    void skipTo(std::chrono::local_seconds from);

    /// Nothing at the end, or when the steps are used up.
    [[nodiscard]] std::optional<std::chrono::local_seconds> next();

private:
    [[nodiscard]] bool loadPeriod();
    [[nodiscard]] bool loadDays(std::chrono::local_days first, std::chrono::local_days end);
    [[nodiscard]] bool loadHour();
    void choosePositions();
    [[nodiscard]] std::size_t timesPerDay() const;
    [[nodiscard]] std::chrono::seconds timeOfDay(std::size_t index) const;
    [[nodiscard]] std::optional<std::chrono::local_seconds> candidate();
    [[nodiscard]] std::int64_t periodOf(std::chrono::local_seconds time) const;

    RuleDays days_;
    Series series_;
    Steps& steps_;
    std::vector<int> hours_;
    std::vector<int> minutes_;
    std::vector<int> seconds_;
    std::int64_t period_ = 0;                     ///< the next one, in intervals since the start
    std::vector<std::chrono::local_days> dates_;  ///< of the current period
    std::vector<std::size_t> chosen_;             ///< with BYSETPOS: indices into dates times times
    std::size_t size_ = 0;                        ///< of the current period
    std::size_t at_ = 0;
    std::uint32_t given_ = 0;
};

}  // namespace groupware::formats::ical

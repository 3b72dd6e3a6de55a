#pragma once

#include "groupware/formats/ical/rule.h"
#include "groupware/formats/tzif/time_zone.h"

#include <chrono>
#include <optional>

namespace groupware::formats::ical {

/// What recurs, in the words of Open-Xchange's JSON interface for tasks and appointments, which say less than a rule of
/// iCalendar.
struct SimpleSeries {
    // Numbers of the JSON interface.
    static constexpr int kDaily = 1;
    static constexpr int kWeekly = 2;
    static constexpr int kMonthly = 3;
    static constexpr int kYearly = 4;

    int type = kDaily;
    int interval = 1;    ///< every n-th
    int days = 0;        ///< bit 0 Sunday ... bit 6 Saturday; 0 = none
    int dayInMonth = 0;  ///< with `days` the n-th such day, 5 = the last; alone a day of the month, the last if there
                         ///< is none of that number. 0 = none
    int month = 0;       ///< of yearly ones: 0 January ... 11 December
    std::optional<std::chrono::sys_days> until{};  ///< last day on which one may start
    std::optional<int> occurrences{};              ///< counted from the first

    [[nodiscard]] friend bool operator==(const SimpleSeries&, const SimpleSeries&) = default;
};

inline constexpr int kEveryDay = 127;
inline constexpr int kMaxInterval = 9'999;
inline constexpr int kMaxOccurrences = 9'999;
inline constexpr int kLastInMonth = 5;

/// Fills in what a client may leave out: the days of a weekly series, and day and month of the others, from `start`.
void complete(SimpleSeries& series, std::chrono::local_days start);

/// @throws Error BadRequest saying what is wrong with a complete series
void requireValid(const SimpleSeries& series);

/// What a rule needs to know of what recurs.
struct SeriesStart {
    TimeValue time{};            ///< its first start; of a task without one, when it is due
    const tzif::TimeZone& zone;  ///< in which `time` is read
};

/// The rule that says exactly what `series` says.
/// @param series  complete
[[nodiscard]] Rule ruleOf(const SimpleSeries& series, const SeriesStart& start);

/// What a series can say of `rule`. A rule beyond the model (hours, several positions, weeks of the year, ...) is shown
/// by its frequency, interval and end, and by days of the start.
[[nodiscard]] SimpleSeries seriesOf(const Rule& rule, const SeriesStart& start);

}  // namespace groupware::formats::ical

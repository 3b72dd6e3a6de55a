#include "groupware/formats/ical/simple_series.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/zones.h"

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

namespace groupware::formats::ical {
namespace {

using Frequency = Rule::Frequency;
using std::chrono::days;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::sys_days;

/// Days of the month that every month has.
constexpr int kAlways = 28;
constexpr int kLastDay = 31;

int bitOf(std::chrono::weekday weekday) {
    return 1 << weekday.c_encoding();
}

std::chrono::year_month_day dateOf(local_days day) {
    return std::chrono::year_month_day(day);
}

[[noreturn]] void refuse(const char* text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

void addDays(const SimpleSeries& series, Rule& rule) {
    for (unsigned day = 0; day < 7; ++day) {
        const std::chrono::weekday weekday(day);
        if ((series.days & bitOf(weekday)) != 0) rule.days.push_back({.weekday = weekday});
    }
    const int ordinal = series.dayInMonth == kLastInMonth ? -1 : series.dayInMonth;
    if (rule.days.size() == 1) {
        rule.days.front().ordinal = ordinal;
    } else {
        rule.positions = {ordinal};
    }
}

/// A day that some months do not have is their last one, which takes all that it may be, and the last of them.
void addMonthDay(const SimpleSeries& series, Rule& rule) {
    for (int day = std::min(series.dayInMonth, kAlways); day <= series.dayInMonth; ++day) rule.monthDays.push_back(day);
    if (rule.monthDays.size() > 1) rule.positions = {-1};
}

TimeValue untilOf(sys_days last, const SeriesStart& start) {
    const local_days day(last.time_since_epoch());
    if (start.time.isDate()) return {.form = TimeValue::Form::Date, .local = day};
    const local_seconds end = day + days(1) - std::chrono::seconds(1);
    if (start.time.form == TimeValue::Form::Floating) return {.form = TimeValue::Form::Floating, .local = end};
    return {.form = TimeValue::Form::Utc, .local = local_seconds(instantOf(end, start.zone).time_since_epoch())};
}

sys_days lastDayOf(const TimeValue& until, const SeriesStart& start) {
    local_seconds local = until.local;
    if (until.form == TimeValue::Form::Utc)
        local = localOf(std::chrono::sys_seconds(until.local.time_since_epoch()), start.zone);
    return sys_days(std::chrono::floor<days>(local).time_since_epoch());
}

int daysOf(const std::vector<Rule::Day>& weekdays) {
    int bits = 0;
    for (const auto& day : weekdays) bits |= bitOf(day.weekday);
    return bits;
}

/// The n-th of a month: 1 to 4, 5 for the last. 0 for what the model does not have.
int positionOf(int ordinal) {
    if (ordinal == -1) return kLastInMonth;
    return ordinal >= 1 && ordinal < kLastInMonth ? ordinal : 0;
}

/// Days of weeks in a month.
bool readWeekdays(const Rule& rule, SimpleSeries& series) {
    if (rule.days.empty() || !rule.monthDays.empty() || rule.positions.size() > 1) return false;
    int ordinal = 0;
    if (rule.positions.size() == 1) {
        const bool plain =
            std::all_of(rule.days.begin(), rule.days.end(), [](const auto& day) { return day.ordinal == 0; });
        if (plain) ordinal = rule.positions.front();
    } else if (rule.days.size() == 1) {
        ordinal = rule.days.front().ordinal;
    }
    series.dayInMonth = positionOf(ordinal);
    if (series.dayInMonth == 0) return false;
    series.days = daysOf(rule.days);
    return true;
}

/// A day of the month; also as addMonthDay() says it, and the last.
bool readMonthDay(const Rule& rule, SimpleSeries& series) {
    const auto& monthDays = rule.monthDays;
    if (!rule.days.empty() || monthDays.empty()) return false;
    if (monthDays.size() == 1 && rule.positions.empty()) {
        series.dayInMonth = monthDays.front() == -1 ? kLastDay : monthDays.front();
        return series.dayInMonth > 0;
    }
    for (std::size_t at = 0; at < monthDays.size(); ++at) {
        if (monthDays[at] != kAlways + static_cast<int>(at)) return false;
    }
    series.dayInMonth = monthDays.back();
    return rule.positions == std::vector<int>{-1};
}

void readInMonth(const Rule& rule, local_days start, SimpleSeries& series) {
    const auto date = dateOf(start);
    if (series.type == SimpleSeries::kYearly)
        series.month =
            rule.months.empty() ? static_cast<int>(static_cast<unsigned>(date.month())) - 1 : rule.months.front() - 1;
    if (readWeekdays(rule, series) || readMonthDay(rule, series)) return;
    series.days = 0;
    series.dayInMonth = static_cast<int>(static_cast<unsigned>(date.day()));
}

}  // namespace

void complete(SimpleSeries& series, local_days start) {
    const auto date = dateOf(start);
    if (series.type == SimpleSeries::kDaily) series.days = series.dayInMonth = series.month = 0;
    if (series.type == SimpleSeries::kWeekly) {
        if (series.days == 0) series.days = bitOf(std::chrono::weekday(start));
        series.dayInMonth = series.month = 0;
    }
    if (series.type == SimpleSeries::kMonthly) series.month = 0;
    if (series.type >= SimpleSeries::kMonthly && series.dayInMonth == 0) {
        series.dayInMonth = static_cast<int>(static_cast<unsigned>(date.day()));
        series.days = 0;
    }
}

void requireValid(const SimpleSeries& series) {
    if (series.type < SimpleSeries::kDaily || series.type > SimpleSeries::kYearly)
        refuse("recurrence_type must be 0 to 4.");
    if (series.interval < 1 || series.interval > kMaxInterval) refuse("interval must be 1 to 9999.");
    if (series.days < 0 || series.days > kEveryDay) refuse("days must be 0 to 127.");
    if (series.month < 0 || series.month > 11) refuse("month must be 0 to 11.");
    const int most = series.days == 0 ? kLastDay : kLastInMonth;
    if (series.dayInMonth < 0 || series.dayInMonth > most) refuse("day_in_month must be 1 to 31, or with days 1 to 5.");
    if (series.until && series.occurrences) refuse("A series ends by until or by occurrences, not by both.");
    if (series.occurrences && (*series.occurrences < 1 || *series.occurrences > kMaxOccurrences))
        refuse("occurrences must be 1 to 9999.");
}

Rule ruleOf(const SimpleSeries& series, const SeriesStart& start) {
    Rule rule{.interval = static_cast<std::uint32_t>(series.interval)};
    if (series.occurrences) rule.count = static_cast<std::uint32_t>(*series.occurrences);
    if (series.until) rule.until = untilOf(*series.until, start);
    if (series.type == SimpleSeries::kDaily) return rule;
    if (series.type == SimpleSeries::kWeekly) {
        rule.frequency = Frequency::Weekly;
        for (unsigned day = 0; day < 7; ++day) {
            if ((series.days & (1 << day)) != 0) rule.days.push_back({.weekday = std::chrono::weekday(day)});
        }
        return rule;
    }
    rule.frequency = series.type == SimpleSeries::kYearly ? Frequency::Yearly : Frequency::Monthly;
    if (series.type == SimpleSeries::kYearly) rule.months = {series.month + 1};
    if (series.days != 0) {
        addDays(series, rule);
    } else {
        addMonthDay(series, rule);
    }
    return rule;
}

SimpleSeries seriesOf(const Rule& rule, const SeriesStart& start) {
    const local_days first = std::chrono::floor<days>(start.time.local);
    SimpleSeries series{.interval = static_cast<int>(std::min<std::uint32_t>(rule.interval, kMaxInterval))};
    if (rule.count) series.occurrences = static_cast<int>(std::clamp<std::uint32_t>(*rule.count, 1, kMaxOccurrences));
    if (rule.until && !rule.count) series.until = lastDayOf(*rule.until, start);
    switch (rule.frequency) {
        case Frequency::Hourly:
        case Frequency::Daily: break;
        case Frequency::Weekly:
            series.type = SimpleSeries::kWeekly;
            series.days = rule.days.empty() ? bitOf(std::chrono::weekday(first)) : daysOf(rule.days);
            break;
        case Frequency::Monthly:
            series.type = SimpleSeries::kMonthly;
            readInMonth(rule, first, series);
            break;
        case Frequency::Yearly:
            series.type = SimpleSeries::kYearly;
            readInMonth(rule, first, series);
            break;
    }
    return series;
}

}  // namespace groupware::formats::ical

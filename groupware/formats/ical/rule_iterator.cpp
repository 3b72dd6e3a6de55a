#include "groupware/formats/ical/rule_iterator.h"

#include <algorithm>

namespace groupware::formats::ical {
namespace {

using Frequency = Rule::Frequency;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::months;
using std::chrono::seconds;
using std::chrono::year_month_day;

constexpr std::int64_t kLastYear = 9999;

local_days dayOf(local_seconds time) {
    return std::chrono::floor<days>(time);
}

std::int64_t monthNumber(local_days day) {
    const year_month_day date(day);
    return static_cast<int>(date.year()) * std::int64_t{12} + static_cast<unsigned>(date.month()) - 1;
}

/// January of year 0 is 0. @return nothing beyond the calendar
std::optional<local_days> monthBegin(std::int64_t number) {
    if (number > (kLastYear + 1) * 12) return std::nullopt;
    return local_days(std::chrono::year(static_cast<int>(number / 12)) /
                      std::chrono::month(static_cast<unsigned>(number % 12) + 1) / 1);
}

std::vector<int> orOne(const std::vector<int>& list, std::int64_t fallback) {
    return list.empty() ? std::vector{static_cast<int>(fallback)} : list;
}

}  // namespace

RuleIterator::RuleIterator(const Rule& rule, const Series& series, Steps& steps)
    : days_(rule, dayOf(series.start)), series_(series), steps_(steps) {
    const std::chrono::hh_mm_ss clock(series.start - dayOf(series.start));
    const Rule times = series.isDate ? Rule{} : rule;  // RFC 5545: they must be ignored
    hours_ = orOne(times.hours, clock.hours().count());
    minutes_ = orOne(times.minutes, clock.minutes().count());
    seconds_ = orOne(times.seconds, clock.seconds().count());
    for (int& second : seconds_) second = std::min(second, 59);  // no leap seconds here, as in UTC times
    seconds_.erase(std::unique(seconds_.begin(), seconds_.end()), seconds_.end());
    const local_seconds lastOfAll = local_days(std::chrono::year(kLastYear) / 12 / 31) + hours(24) - seconds(1);
    series_.last = std::min(series_.last, lastOfAll);
}

/// How many frequencies (years, hours, ...) the time is after the start's.
std::int64_t RuleIterator::periodOf(local_seconds time) const {
    const auto start = dayOf(series_.start);
    const auto day = dayOf(time);
    switch (days_.rule().frequency) {
        case Frequency::Hourly:
            return (std::chrono::floor<hours>(time) - std::chrono::floor<hours>(series_.start)).count();
        case Frequency::Daily: return (day - start).count();
        case Frequency::Weekly: return (day - start).count() / 7;
        case Frequency::Monthly: return monthNumber(day) - monthNumber(start);
        case Frequency::Yearly: return (monthNumber(day) - monthNumber(start)) / 12;
    }
    return 0;
}

void RuleIterator::skipTo(local_seconds from) {
    if (days_.rule().count || from <= series_.start) return;
    const auto interval = static_cast<std::int64_t>(days_.rule().interval);
    period_ = std::max<std::int64_t>(0, (periodOf(from) - 1) / interval - 1);
}

std::size_t RuleIterator::timesPerDay() const {
    const bool hourly = days_.rule().frequency == Frequency::Hourly;
    return (hourly ? 1 : hours_.size()) * minutes_.size() * seconds_.size();
}

seconds RuleIterator::timeOfDay(std::size_t index) const {
    const int second = seconds_[index % seconds_.size()];
    index /= seconds_.size();
    const int minute = minutes_[index % minutes_.size()];
    index /= minutes_.size();
    return hours(hours_[index]) + std::chrono::minutes(minute) + seconds(second);
}

bool RuleIterator::loadDays(local_days first, local_days end) {
    if (first > series_.last) return false;
    dates_ = days_.in(first, end, steps_);
    return true;
}

/// One hour of the clock; those of a day that the rule does not name are passed over at once.
bool RuleIterator::loadHour() {
    const auto& rule = days_.rule();
    const auto interval = hours(rule.interval);
    const auto base = std::chrono::floor<hours>(series_.start);
    dates_.clear();
    const auto hour = base + period_ * interval;
    if (hour > series_.last) return false;
    const auto day = dayOf(hour);
    if (days_.in(day, day + days(1), steps_).empty()) {
        period_ = (day + days(1) - base + interval - hours(1)) / interval;
        return true;
    }
    ++period_;
    const auto ofDay = static_cast<int>(std::chrono::floor<hours>(hour - day).count());
    const bool named = rule.hours.empty() || std::find(rule.hours.begin(), rule.hours.end(), ofDay) != rule.hours.end();
    if (!named) return true;
    hours_ = {ofDay};
    dates_ = {day};
    return true;
}

bool RuleIterator::loadPeriod() {
    const auto& rule = days_.rule();
    const auto start = dayOf(series_.start);
    const auto interval = static_cast<std::int64_t>(rule.interval);
    if (rule.frequency == Frequency::Hourly) return loadHour();
    const std::int64_t offset = period_++ * interval;
    switch (rule.frequency) {
        case Frequency::Hourly: break;
        case Frequency::Daily: return loadDays(start + days(offset), start + days(offset + 1));
        case Frequency::Weekly: {
            const auto week = start - (std::chrono::weekday(start) - rule.weekStart) + days(7 * offset);
            return loadDays(week, week + days(7));
        }
        case Frequency::Monthly: {
            const auto first = monthBegin(monthNumber(start) + offset);
            const auto end = monthBegin(monthNumber(start) + offset + 1);
            return first && end && loadDays(*first, *end);
        }
        case Frequency::Yearly: {
            const bool byWeek = !rule.weekNumbers.empty();
            const auto year = static_cast<int>(byWeek ? days_.weekYear(start) : year_month_day(start).year()) + offset;
            if (year > kLastYear) return false;
            const std::chrono::year first(static_cast<int>(year));
            const auto next = first + std::chrono::years(1);
            if (byWeek) return loadDays(days_.firstWeek(first), days_.firstWeek(next));
            return loadDays(local_days(first / 1 / 1), local_days(next / 1 / 1));
        }
    }
    return false;
}

/// BYSETPOS: the n-th of the period, counted from either end.
void RuleIterator::choosePositions() {
    chosen_.clear();
    const auto total = static_cast<std::int64_t>(size_);
    for (const int position : days_.rule().positions) {
        const std::int64_t index = position > 0 ? position - 1 : total + position;
        if (index >= 0 && index < total) chosen_.push_back(static_cast<std::size_t>(index));
    }
    std::sort(chosen_.begin(), chosen_.end());
    chosen_.erase(std::unique(chosen_.begin(), chosen_.end()), chosen_.end());
    size_ = chosen_.size();
}

/// The next time of the rule, perhaps before the start or after the last.
std::optional<local_seconds> RuleIterator::candidate() {
    while (at_ == size_) {
        if (steps_.exhausted() || !loadPeriod()) return std::nullopt;
        at_ = 0;
        size_ = dates_.size() * timesPerDay();
        if (!days_.rule().positions.empty()) choosePositions();
    }
    if (!steps_.take()) return std::nullopt;
    const std::size_t index = days_.rule().positions.empty() ? at_ : chosen_[at_];
    ++at_;
    return dates_[index / timesPerDay()] + timeOfDay(index % timesPerDay());
}

std::optional<local_seconds> RuleIterator::next() {
    const auto& count = days_.rule().count;
    if (count && given_ >= *count) return std::nullopt;
    auto time = candidate();
    while (time && *time < series_.start) time = candidate();
    if (!time || *time > series_.last) return std::nullopt;
    if (given_ == 0 && *time != series_.start) ++given_;  // the start itself, which the rule does not name
    if (count && given_ >= *count) return std::nullopt;
    ++given_;
    return time;
}

}  // namespace groupware::formats::ical

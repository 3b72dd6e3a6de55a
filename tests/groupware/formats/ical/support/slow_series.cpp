#include "tests/groupware/formats/ical/support/slow_series.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <map>
#include <optional>
#include <utility>

namespace groupware::formats::ical {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::seconds;
using std::chrono::year;
using std::chrono::year_month_day;
using Frequency = Rule::Frequency;

bool has(const std::vector<int>& list, int value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// Counted from 1 and from the end.
bool hasPlace(const std::vector<int>& list, int place, int length) {
    return has(list, place) || has(list, place - length - 1);
}

bool hasOrAll(const std::vector<int>& list, int value) {
    return list.empty() || has(list, value);
}

int asInt(unsigned value) {
    return static_cast<int>(value);
}

local_days firstOf(year_month_day date) {
    return local_days(date.year() / date.month() / 1);
}

int daysIn(year_month_day month) {
    return asInt(unsigned((month.year() / month.month() / std::chrono::last).day()));
}

/// Week 1 is the first with four days in the year: the one of January 4.
local_days firstWeek(year of, std::chrono::weekday begin) {
    const local_days fourth(of / std::chrono::January / 4);
    return fourth - (std::chrono::weekday(fourth) - begin);
}

struct Week {
    int year;
    int number;
    int weeks;  ///< of that year
};

Week weekOf(local_days day, std::chrono::weekday begin) {
    auto of = year_month_day(day).year() + std::chrono::years(1);
    while (day < firstWeek(of, begin)) --of;
    const auto from = firstWeek(of, begin);
    return {.year = static_cast<int>(of),
            .number = static_cast<int>((day - from).count() / 7) + 1,
            .weeks = static_cast<int>((firstWeek(of + std::chrono::years(1), begin) - from).count() / 7)};
}

/// The rule's instances of one period, those that BYSETPOS keeps.
std::vector<local_seconds> kept(const std::vector<local_seconds>& period, const std::vector<int>& positions) {
    if (positions.empty()) return period;
    std::vector<local_seconds> result;
    const auto length = static_cast<int>(period.size());
    for (int place = 1; place <= length; ++place) {
        if (hasPlace(positions, place, length)) result.push_back(period[static_cast<std::size_t>(place) - 1]);
    }
    return result;
}

}  // namespace

SlowSeries::SlowSeries(Rule rule, local_seconds start, std::string zone)
    : rule_(std::move(rule)), start_(start), zone_(std::move(zone)) {
    ::setenv("TZ", zone_.c_str(), 1);
    ::tzset();
}

std::int64_t SlowSeries::offsetAt(std::int64_t instant) const {
    const auto time = static_cast<std::time_t>(instant);
    std::tm parts{};
    ::localtime_r(&time, &parts);
    return parts.tm_gmtoff;
}

std::chrono::sys_seconds SlowSeries::instantOf(local_seconds local) const {
    constexpr std::int64_t kReach = 26 * 3600;  // a day that a country left out, and its offset
    const auto wanted = local.time_since_epoch().count();
    const auto before = offsetAt(wanted - kReach);
    if (before != offsetAt(wanted + kReach)) {
        for (auto instant = wanted - kReach; instant <= wanted + kReach; instant += 60 - (instant % 60 + 60) % 60) {
            const auto shown = instant + offsetAt(instant);
            if (shown <= wanted && wanted - shown < 60)
                return std::chrono::sys_seconds(seconds(instant + wanted - shown));
        }
    }
    return std::chrono::sys_seconds(seconds(wanted - before));
}

std::int64_t SlowSeries::periodOf(local_seconds time) const {
    const auto day = std::chrono::floor<days>(time);
    const year_month_day date(day);
    switch (rule_.frequency) {
        case Frequency::Hourly: return std::chrono::floor<std::chrono::hours>(time.time_since_epoch()).count();
        case Frequency::Daily: return day.time_since_epoch().count();
        case Frequency::Weekly: {
            const auto monday = day - (std::chrono::weekday(day) - rule_.weekStart);
            return monday.time_since_epoch().count() / 7;  // each a whole number of weeks from the same weekday
        }
        case Frequency::Monthly: return int(date.year()) * 12 + asInt(unsigned(date.month()));
        case Frequency::Yearly: break;
    }
    return rule_.weekNumbers.empty() ? int(date.year()) : weekOf(day, rule_.weekStart).year;
}

bool SlowSeries::namesWeekday(year_month_day date, local_days day) const {
    if (rule_.days.empty()) return true;
    const bool inYear = rule_.frequency == Frequency::Yearly && rule_.months.empty();
    const auto first = inYear ? local_days(date.year() / 1 / 1) : firstOf(date);
    const auto next = inYear ? local_days((date.year() + std::chrono::years(1)) / 1 / 1) : first + days(daysIn(date));
    const auto fromBegin = static_cast<int>((day - first).count() / 7) + 1;
    const auto fromEnd = -static_cast<int>((next - day - days(1)).count() / 7) - 1;
    return std::any_of(rule_.days.begin(), rule_.days.end(), [&](const Rule::Day& each) {
        return each.weekday == std::chrono::weekday(day) &&
               (each.ordinal == 0 || each.ordinal == fromBegin || each.ordinal == fromEnd);
    });
}

bool SlowSeries::names(local_days day) const {
    const year_month_day date(day);
    const year_month_day first(std::chrono::floor<days>(start_));
    const auto week = weekOf(day, rule_.weekStart);
    const auto yearBegin = local_days(date.year() / 1 / 1);
    const int yearLength = date.year().is_leap() ? 366 : 365;
    if (!hasOrAll(rule_.months, asInt(unsigned(date.month())))) return false;
    if (!rule_.weekNumbers.empty() && !hasPlace(rule_.weekNumbers, week.number, week.weeks)) return false;
    if (!rule_.yearDays.empty() &&
        !hasPlace(rule_.yearDays, static_cast<int>((day - yearBegin).count()) + 1, yearLength))
        return false;
    if (!rule_.monthDays.empty() && !hasPlace(rule_.monthDays, asInt(unsigned(date.day())), daysIn(date))) return false;
    if (!namesWeekday(date, day)) return false;
    const bool saysDay = !rule_.days.empty() || !rule_.monthDays.empty() || !rule_.yearDays.empty();
    if (saysDay || rule_.frequency == Frequency::Hourly || rule_.frequency == Frequency::Daily) return true;
    // What the rule does not say it has from the start.
    const bool byWeek = rule_.frequency == Frequency::Weekly || !rule_.weekNumbers.empty();
    if (byWeek) return std::chrono::weekday(day) == std::chrono::weekday(local_days(first));
    const bool monthToo = rule_.frequency == Frequency::Yearly && rule_.months.empty();
    return date.day() == first.day() && (!monthToo || date.month() == first.month());
}

std::vector<seconds> SlowSeries::timesOfDay() const {
    const auto passed = start_ - std::chrono::floor<days>(start_);
    const std::chrono::hh_mm_ss begin{passed};
    const bool hourly = rule_.frequency == Frequency::Hourly;
    const auto named = [](const std::vector<int>& list, bool any, int value, std::int64_t of) {
        return list.empty() ? any || value == of : has(list, value);
    };
    std::vector<seconds> times;
    for (int time = 0; time < 86'400; ++time) {
        if (named(rule_.hours, hourly, time / 3600, begin.hours().count()) &&
            named(rule_.minutes, false, time / 60 % 60, begin.minutes().count()) &&
            named(rule_.seconds, false, time % 60, begin.seconds().count()))
            times.emplace_back(time);
    }
    return times;
}

std::vector<local_seconds> SlowSeries::startsBefore(local_days end) const {
    const auto times = timesOfDay();
    std::map<std::int64_t, std::vector<local_seconds>> periods;
    // Whole periods, the longest of which is a year of weeks: BYSETPOS counts what is before the start, too.
    for (auto day = std::chrono::floor<days>(start_) - days(380); day < end + days(380); day += days(1)) {
        if (!names(day)) continue;
        for (const auto time : times) periods[periodOf(day + time)].push_back(day + time);
    }
    const auto isOver = [&](local_seconds start) {
        return rule_.until && instantOf(start).time_since_epoch() > rule_.until->local.time_since_epoch();
    };
    std::vector<local_seconds> starts{start_};
    for (const auto& [period, found] : periods) {
        if ((period - periodOf(start_)) % rule_.interval != 0) continue;
        for (const auto start : kept(found, rule_.positions)) {
            if (start > start_ && !isOver(start)) starts.push_back(start);
        }
    }
    if (rule_.count && starts.size() > *rule_.count) starts.resize(*rule_.count);
    std::erase_if(starts, [&](local_seconds start) { return start >= end; });
    return starts;
}

}  // namespace groupware::formats::ical

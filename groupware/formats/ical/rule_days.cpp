#include "groupware/formats/ical/rule_days.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::ical {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

bool has(const std::vector<int>& list, int number) {
    return std::find(list.begin(), list.end(), number) != list.end();
}

/// Whether the list names the n-th of so many, counted from either end.
bool hasOf(const std::vector<int>& list, int number, int total) {
    return list.empty() || has(list, number) || has(list, number - total - 1);
}

local_days newYear(std::chrono::year year) {
    return local_days(year / std::chrono::January / 1);
}

int daysOf(std::chrono::year year) {
    return year.is_leap() ? 366 : 365;
}

int daysOfMonth(const year_month_day& date) {
    const auto last = date.year() / date.month() / std::chrono::last;
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

int dayOfYear(local_days day, const year_month_day& date) {
    return static_cast<int>((day - newYear(date.year())).count()) + 1;
}

int dayOfMonth(const year_month_day& date) {
    return static_cast<int>(static_cast<unsigned>(date.day()));
}

}  // namespace

/// RFC 5545: "Information, not contained in the rule, necessary to determine the various recurrence instance start time
/// and dates are derived from the Start Time".
RuleDays::RuleDays(Rule rule, local_days start) : rule_(std::move(rule)) {
    using Frequency = Rule::Frequency;
    const year_month_day date(start);
    const Rule::Day weekday{.ordinal = 0, .weekday = std::chrono::weekday(start)};
    const bool named = !rule_.days.empty() || !rule_.monthDays.empty() || !rule_.yearDays.empty();
    if (named) return;
    switch (rule_.frequency) {
        case Frequency::Hourly:
        case Frequency::Daily: break;
        case Frequency::Weekly: rule_.days = {weekday}; break;
        case Frequency::Monthly: rule_.monthDays = {dayOfMonth(date)}; break;
        case Frequency::Yearly:
            if (!rule_.weekNumbers.empty()) {
                rule_.days = {weekday};
                break;
            }
            if (rule_.months.empty()) rule_.months = {static_cast<int>(static_cast<unsigned>(date.month()))};
            rule_.monthDays = {dayOfMonth(date)};
            break;
    }
}

local_days RuleDays::firstWeek(std::chrono::year year) const {
    const local_days fourth(year / std::chrono::January / 4);
    return fourth - (std::chrono::weekday(fourth) - rule_.weekStart);
}

std::chrono::year RuleDays::weekYear(local_days day) const {
    const auto year = year_month_day(day).year();
    if (day < firstWeek(year)) return year - std::chrono::years(1);
    const auto next = year + std::chrono::years(1);
    return day < firstWeek(next) ? year : next;
}

bool RuleDays::matchesWeek(local_days day) const {
    if (rule_.weekNumbers.empty()) return true;
    const auto year = weekYear(day);
    const auto first = firstWeek(year);
    const auto total = (firstWeek(year + std::chrono::years(1)) - first) / days(7);
    return hasOf(rule_.weekNumbers, static_cast<int>((day - first) / days(7)) + 1, static_cast<int>(total));
}

bool RuleDays::matchesWeekday(local_days day, const year_month_day& date) const {
    if (rule_.days.empty()) return true;
    const bool inYear = rule_.frequency == Rule::Frequency::Yearly && rule_.months.empty();
    const int number = inYear ? dayOfYear(day, date) : dayOfMonth(date);
    const int total = inYear ? daysOf(date.year()) : daysOfMonth(date);
    const int fromStart = (number - 1) / 7 + 1;
    const int fromEnd = -((total - number) / 7 + 1);
    const std::chrono::weekday weekday(day);
    return std::any_of(rule_.days.begin(), rule_.days.end(), [&](const Rule::Day& each) {
        return each.weekday == weekday && (each.ordinal == 0 || each.ordinal == fromStart || each.ordinal == fromEnd);
    });
}

bool RuleDays::matches(local_days day, const year_month_day& date) const {
    return hasOf(rule_.monthDays, dayOfMonth(date), daysOfMonth(date)) && matchesWeekday(day, date) &&
           hasOf(rule_.yearDays, dayOfYear(day, date), daysOf(date.year())) && matchesWeek(day);
}

std::vector<local_days> RuleDays::in(local_days first, local_days end, Steps& steps) const {
    std::vector<local_days> found;
    for (auto day = first; day < end;) {
        if (!steps.take()) break;
        const year_month_day date(day);
        const auto month = static_cast<int>(static_cast<unsigned>(date.month()));
        if (!rule_.months.empty() && !has(rule_.months, month)) {
            day = local_days(date.year() / date.month() / std::chrono::last) + days(1);
            continue;
        }
        if (matches(day, date)) found.push_back(day);
        day += days(1);
    }
    return found;
}

}  // namespace groupware::formats::ical

#include "groupware/formats/ical/positions.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace groupware::formats::ical {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::local_seconds;

constexpr std::chrono::sys_seconds kForever = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);

/// What the series would have without exceptions.
Recurrence whole(const Recurrence& series) {
    Recurrence result = series;
    result.exceptions.clear();
    return result;
}

/// So many are looked for that those of every part of the series are among them.
std::size_t enough(const Recurrence& series, int position) {
    return static_cast<std::size_t>(position) * std::max<std::size_t>(series.rules.size(), 1) +
           series.additions.size() + 1;
}

/// From the first instance on, which an RDATE may put before the start.
Window until(const Recurrence& series, std::chrono::sys_seconds to, Zones& zones) {
    auto from = zones.instantOf(series.start);
    for (const auto& addition : series.additions) from = std::min(from, zones.instantOf(addition.start) - days(1));
    return {.from = from, .to = to};
}

/// `a` / `b`, upwards.
std::int64_t ceilDivided(std::int64_t a, std::int64_t b) {
    return (a + b - 1) / b;
}

/// Instances of FREQ=WEEKLY on days from the start's on, before a day.
std::int64_t weeklyBefore(const Rule& rule, local_days start, local_days end) {
    const auto offsetOf = [&](std::chrono::weekday day) { return (day - rule.weekStart).count(); };
    std::vector<std::int64_t> offsets;  // of its days in a week
    for (const auto& day : rule.days) offsets.push_back(offsetOf(day.weekday));
    const auto first = offsetOf(std::chrono::weekday(start));
    if (offsets.empty()) offsets.push_back(first);
    const auto before = [&](std::int64_t offset) {
        return std::count_if(offsets.begin(), offsets.end(), [&](auto each) { return each < offset; });
    };
    const auto passed = (end - (start - days(first))).count();
    const std::int64_t weeks = passed / 7;
    auto count = ceilDivided(weeks, rule.interval) * static_cast<std::int64_t>(offsets.size());
    if (weeks % rule.interval == 0) count += before(passed % 7);
    return count - before(first);
}

/// Instances every so many months on the day of the month of the start, before a day.
std::int64_t monthlyBefore(std::int64_t interval, local_days start, local_days end) {
    const std::chrono::year_month_day first(start);
    const std::chrono::year_month_day last(end);
    auto months = (last.year() / last.month() - first.year() / first.month()).count();
    if (last.day() > first.day()) ++months;
    return ceilDivided(months, interval);
}

/// Every month that it takes place in has its day.
bool hasItsDay(const Rule& rule, std::chrono::year_month_day start) {
    constexpr std::chrono::day kInEveryMonth(28);
    if (start.day() <= kInEveryMonth) return true;
    return rule.frequency == Rule::Frequency::Yearly && start.month() != std::chrono::February;
}

/// What says nothing but how often, and in which the start is the first instance.
bool isPlain(const Recurrence& series) {
    if (series.rules.size() != 1 || !series.additions.empty()) return false;
    const Rule& rule = series.rules.front();
    const Rule plain{.frequency = rule.frequency,
                     .interval = rule.interval,
                     .count = rule.count,
                     .until = rule.until,
                     .days = rule.days,
                     .weekStart = rule.weekStart};
    if (rule != plain) return false;
    const auto start = std::chrono::floor<days>(series.start.local);
    switch (rule.frequency) {
        case Rule::Frequency::Hourly: return false;
        case Rule::Frequency::Daily: return rule.days.empty();
        case Rule::Frequency::Weekly:
            return rule.days.empty() || std::any_of(rule.days.begin(), rule.days.end(), [&](const Rule::Day& day) {
                       return day.ordinal == 0 && day.weekday == std::chrono::weekday(start);
                   });
        case Rule::Frequency::Monthly:
        case Rule::Frequency::Yearly: return rule.days.empty() && hasItsDay(rule, std::chrono::year_month_day(start));
    }
    return false;
}

/// Instances of a plain series before `local`, an instance.
std::int64_t countBefore(const Recurrence& series, local_seconds local) {
    constexpr std::int64_t kMonths = 12;
    const Rule& rule = series.rules.front();
    const auto start = std::chrono::floor<days>(series.start.local);
    const auto end = std::chrono::floor<days>(local);
    if (end <= start) return 0;
    switch (rule.frequency) {
        case Rule::Frequency::Weekly: return weeklyBefore(rule, start, end);
        case Rule::Frequency::Monthly: return monthlyBefore(rule.interval, start, end);
        case Rule::Frequency::Yearly: return monthlyBefore(rule.interval * kMonths, start, end);
        case Rule::Frequency::Daily:
        case Rule::Frequency::Hourly: break;
    }
    return ceilDivided((end - start).count(), rule.interval);
}

}  // namespace

std::optional<Occurrence> instanceAt(const Recurrence& series, int position, Zones& zones, std::size_t steps) {
    if (position < 1 || position > kMaxPosition) return std::nullopt;
    const auto all = whole(series);
    const auto found =
        expand(all, until(all, kForever, zones), zones, {.occurrences = enough(all, position), .steps = steps})
            .occurrences;
    const auto index = static_cast<std::size_t>(position) - 1;
    return index < found.size() ? std::optional(found[index]) : std::nullopt;
}

std::optional<Occurrence> instanceOn(const Recurrence& series, std::chrono::local_days day, Zones& zones,
                                     std::size_t steps) {
    const auto all = whole(series);
    const auto& zone = zones.of(all.start);
    const Window window{.from = instantOf(day, zone), .to = instantOf(day + days(1), zone)};
    for (const auto& each : expand(all, window, zones, {.occurrences = kMaxPosition, .steps = steps}).occurrences) {
        if (std::chrono::floor<days>(each.local) == day) return each;
    }
    return std::nullopt;
}

std::optional<int> positionOf(const Recurrence& series, local_seconds local, Zones& zones, std::size_t steps) {
    const auto all = whole(series);
    const auto at = ical::instantOf(local, zones.of(all.start));
    const auto found = expand(all, until(all, at + std::chrono::seconds(1), zones), zones,
                              {.occurrences = enough(all, kMaxPosition), .steps = steps})
                           .occurrences;
    const auto same = std::find_if(found.begin(), found.end(), [&](const auto& each) { return each.start == at; });
    if (same == found.end() || same - found.begin() >= kMaxPosition) return std::nullopt;
    return static_cast<int>(same - found.begin()) + 1;
}

std::map<local_seconds, int> positionsOf(const Recurrence& series, const std::set<local_seconds>& locals, Zones& zones,
                                         std::size_t steps) {
    std::map<local_seconds, int> positions;
    if (locals.empty()) return positions;
    const auto all = whole(series);
    const auto& zone = zones.of(all.start);
    auto window = until(all, ical::instantOf(*locals.rbegin(), zone) + std::chrono::seconds(1), zones);
    const bool plain = isPlain(all);
    if (plain) window.from = std::max(window.from, ical::instantOf(*locals.begin(), zone));
    std::int64_t position = 0;
    const Bounds bounds{.occurrences = enough(all, kMaxPosition), .steps = steps};
    for (const auto& each : expand(all, window, zones, bounds).occurrences) {
        if (plain && each.start < window.from) continue;  // it only reaches into the window
        if (position == 0 && plain) position = countBefore(all, each.local);
        if (++position > kMaxPosition) break;
        if (locals.contains(each.local)) positions.emplace(each.local, static_cast<int>(position));
    }
    return positions;
}

}  // namespace groupware::formats::ical

#include "groupware/formats/ical/positions.h"

#include <algorithm>

namespace groupware::formats::ical {
namespace {

using std::chrono::days;
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

}  // namespace groupware::formats::ical

#include "groupware/calendar/freebusy/busy_times.h"

#include <chrono>

namespace groupware::calendar {
namespace {

using std::chrono::seconds;

Instant resolved(Instant time, bool floating, const TimeContext& times) {
    if (!floating) return time;
    const std::chrono::local_seconds local(std::chrono::floor<seconds>(time.time_since_epoch()));
    return formats::ical::instantOf(local, *times.userZone());
}

formats::ical::Window windowOf(Instant from, Instant to) {
    return {.from = std::chrono::floor<seconds>(from), .to = std::chrono::ceil<seconds>(to)};
}

}  // namespace

std::vector<BusyPeriod> busyTimesOf(const BusyRow& row, Instant from, Instant to, const TimeContext& times,
                                    const Bounds& bounds) {
    const Busy busy = row.busy;  // status and answer are in it
    std::vector<BusyPeriod> periods;
    if (busy == Busy::Free) return periods;
    const auto add = [&](Instant start, Instant end) {
        if (start < to && end > from) periods.push_back({.from = start, .to = end, .busy = busy});
    };
    if (!row.recurrence) {
        add(resolved(row.start, row.floating, times), resolved(row.end, row.floating, times));
        return periods;
    }
    const auto expansion = occurrencesOf(*row.recurrence, windowOf(from, to), times, bounds);
    if (!expansion.complete) return {{.from = from, .to = to, .busy = busy}};
    for (const auto& one : expansion.occurrences) add(Instant(one.start), Instant(one.end));
    return periods;
}

}  // namespace groupware::calendar

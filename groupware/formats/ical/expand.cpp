#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/rule_iterator.h"

#include <algorithm>
#include <limits>
#include <set>

namespace groupware::formats::ical {
namespace {

using std::chrono::days;
using std::chrono::local_seconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;

/// The years that iCalendar can write; arithmetic beyond would overflow.
constexpr sys_seconds kFirst = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
constexpr sys_seconds kLast = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);

/// Offsets of zones, and what days of 23 and 25 hours add up to.
constexpr days kSlack(2);

/// The instances of one series, from a local time to another.
class Expander {
public:
    Expander(const Recurrence& recurrence, Zones& zones, std::size_t steps)
        : recurrence_(recurrence), zones_(zones), zone_(zones.of(recurrence.start)), steps_(steps) {
        for (const auto& exception : recurrence.exceptions) {
            const auto local = localOfSeries(exception);
            if (exception.isDate() || recurrence.start.isDate()) {
                excludedDays_.insert(std::chrono::floor<days>(local));
            } else {
                excluded_.insert(instantOf(local, zone_));
            }
        }
    }

    [[nodiscard]] bool exhausted() const { return steps_.exhausted(); }

    /// Calls `take(occurrence)` for every instance that starts in [from, to], in no order, some perhaps twice, until it
    /// says no.
    template <typename Take>
    void each(local_seconds from, local_seconds to, const Take& take) {
        if (!offer(recurrence_.start.local, recurrence_.length, take)) return;
        for (const auto& [start, length] : recurrence_.additions) {
            if (!offer(localOfSeries(start), length.value_or(recurrence_.length), take)) return;
        }
        for (const auto& rule : recurrence_.rules) {
            if (!eachOf(rule, from, to, take)) return;
        }
    }

private:
    /// Clients forget the zone of exceptions to a series that has one.
    [[nodiscard]] local_seconds localOfSeries(const TimeValue& time) {
        const bool absolute = time.form == TimeValue::Form::Utc || time.form == TimeValue::Form::Zoned;
        return absolute ? localOf(zones_.instantOf(time), zone_) : time.local;
    }

    template <typename Take>
    bool eachOf(const Rule& rule, local_seconds from, local_seconds to, const Take& take) {
        const auto until = untilOf(rule, recurrence_.start, zones_);
        RuleIterator iterator(
            rule, {.start = recurrence_.start.local, .isDate = recurrence_.start.isDate(), .last = std::min(to, until)},
            steps_);
        iterator.skipTo(from);
        while (const auto time = iterator.next()) {
            if (*time < from) continue;  // counted, but not wanted
            if (*time > until - days(1) && isAfter(*time, rule)) continue;
            if (!offer(*time, recurrence_.length, take)) return false;
        }
        return true;
    }

    /// What the clocks leave out is later than its local time says.
    [[nodiscard]] bool isAfter(local_seconds time, const Rule& rule) const {
        const bool absolute = rule.until && rule.until->form == TimeValue::Form::Utc && !recurrence_.start.isDate();
        return absolute && instantOf(time, zone_) > sys_seconds(rule.until->local.time_since_epoch());
    }

    template <typename Take>
    bool offer(local_seconds local, const Length& length, const Take& take) {
        Occurrence occurrence{.local = local, .start = instantOf(local, zone_), .end = {}};
        if (excludedDays_.contains(std::chrono::floor<days>(local)) || excluded_.contains(occurrence.start))
            return true;
        occurrence.end = length.days == days(0) ? occurrence.start : instantOf(local + length.days, zone_);
        occurrence.end += length.time;
        occurrence.end = std::clamp(occurrence.end, occurrence.start, std::max(occurrence.start, kLast));
        return take(occurrence);
    }

    const Recurrence& recurrence_;
    Zones& zones_;
    const tzif::TimeZone& zone_;
    Steps steps_;
    std::set<std::chrono::local_days> excludedDays_;
    std::set<sys_seconds> excluded_;
};

bool overlaps(const Occurrence& occurrence, const Window& window) {
    if (occurrence.start >= window.to) return false;
    return occurrence.start == occurrence.end ? occurrence.start >= window.from : occurrence.end > window.from;
}

local_seconds sameNumber(sys_seconds instant) {
    return local_seconds(instant.time_since_epoch());
}

Window clamped(const Window& window) {
    return {.from = std::clamp(window.from, kFirst, kLast), .to = std::clamp(window.to, kFirst, kLast)};
}

seconds longest(const Recurrence& recurrence) {
    auto most = recurrence.length.nominal();
    for (const auto& addition : recurrence.additions) {
        if (addition.length) most = std::max(most, addition.length->nominal());
    }
    return most;
}

}  // namespace

local_seconds untilOf(const Rule& rule, const TimeValue& start, Zones& zones) {
    if (!rule.until) return local_seconds::max();
    const auto& until = *rule.until;
    if (until.isDate()) return until.local + days(1) - seconds(1);
    if (start.isDate()) return std::chrono::floor<days>(until.local);
    return until.form == TimeValue::Form::Utc ? localOf(zones.instantOf(until), zones.of(start)) : until.local;
}

Expansion expand(const Recurrence& recurrence, const Window& wanted, Zones& zones, const Bounds& bounds) {
    const auto window = clamped(wanted);
    Expander expander(recurrence, zones, bounds.steps);
    Expansion result;
    auto& found = result.occurrences;
    bool stopped = false;
    const auto from = sameNumber(window.from) - longest(recurrence) - kSlack;
    expander.each(from, sameNumber(window.to) + kSlack, [&](const Occurrence& occurrence) {
        if (!overlaps(occurrence, window)) return true;
        // Twice as many as wanted, because some may be the same.
        stopped = found.size() > 2 * bounds.occurrences;
        if (stopped) return false;
        found.push_back(occurrence);
        return true;
    });
    // An RDATE that names an instance of the rule again does so with its own length.
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
    found.erase(
        std::unique(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.start == b.start; }),
        found.end());
    result.complete = !stopped && !expander.exhausted() && found.size() <= bounds.occurrences;
    if (found.size() > bounds.occurrences) found.resize(bounds.occurrences);
    return result;
}

std::optional<sys_seconds> lastEnd(const Recurrence& recurrence, Zones& zones, std::size_t steps) {
    const bool endless = std::any_of(recurrence.rules.begin(), recurrence.rules.end(),
                                     [](const Rule& rule) { return !rule.count && !rule.until; });
    if (endless) return std::nullopt;
    Expander expander(recurrence, zones, steps);
    sys_seconds last = sys_seconds::min();
    expander.each(local_seconds::min(), local_seconds::max(), [&](const Occurrence& occurrence) {
        last = std::max(last, occurrence.end);
        return true;
    });
    if (expander.exhausted()) return std::nullopt;
    return last == sys_seconds::min() ? zones.instantOf(recurrence.start) : last;
}

}  // namespace groupware::formats::ical

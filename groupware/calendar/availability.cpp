#include "groupware/calendar/availability.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/duration.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/rule.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/ical/zones.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <string_view>
#include <utility>

namespace groupware::calendar {
namespace {

using ical::Component;
using ical::TimeValue;
using std::chrono::seconds;

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "availability " + why, "The availability " + why + ".");
}

constexpr std::array<std::pair<std::string_view, Busy>, 3> kBusyTypes{
    {{"BUSY", Busy::Busy}, {"BUSY-TENTATIVE", Busy::Tentative}, {"BUSY-UNAVAILABLE", Busy::Unavailable}}};

/// BUSYTYPE. RFC 7953 section 3.2: unavailable if there is none; one that nobody knows too.
Busy busyTypeOf(const Component& component) {
    const auto text = ical::text(component, "BUSYTYPE").value_or("");
    for (const auto& [name, busy] : kBusyTypes) {
        if (name == text) return busy;
    }
    return Busy::Unavailable;
}

/// 1 is the highest, 9 the lowest, 0 (undefined) below that. RFC 7953 section 3.1.
std::int64_t rankOf(const Component& component) {
    const auto priority = ical::number(component, "PRIORITY").value_or(0);
    return priority <= 0 ? 10 : priority;
}

/// Of the named property a time, or with DURATION one so long after the start.
std::optional<Instant> endOf(const Component& component, ical::Zones& zones) {
    if (const auto end = ical::time(component, "DTEND")) return Instant(zones.instantOf(*end));
    const auto start = ical::time(component, "DTSTART");
    const auto length = ical::duration(component, "DURATION");
    if (!start || !length) return std::nullopt;
    TimeValue end = *start;
    end.local += length->days;
    return Instant(zones.instantOf(end) + length->time);
}

/// Periods that cover each other: the last ones count. By start, disjoint.
class Painting {
public:
    /// All of [from, to) with one kind of time, but for what is free.
    /// @param free  merged()
    void paint(Instant from, Instant to, Busy busy, const std::vector<BusyPeriod>& free) {
        std::vector<BusyPeriod> result;
        result.reserve(periods_.size() + 2 * free.size() + 3);
        for (const auto& period : periods_) {
            if (period.from < from) result.push_back({period.from, std::min(period.to, from), period.busy});
        }
        auto at = from;
        for (const auto& gap : free) {
            const auto begin = std::clamp(gap.from, at, to);
            const auto end = std::clamp(gap.to, begin, to);
            if (at < begin) result.push_back({at, begin, busy});
            if (begin < end) result.push_back({begin, end, Busy::Free});
            at = end;
        }
        if (at < to) result.push_back({at, to, busy});
        for (const auto& period : periods_) {
            if (period.to > to) result.push_back({std::max(period.from, to), period.to, period.busy});
        }
        periods_ = std::move(result);
    }
    std::vector<BusyPeriod> take() { return std::move(periods_); }

private:
    std::vector<BusyPeriod> periods_;
};

/// One VAVAILABILITY after the other, the most important last.
class Evaluation {
public:
    Evaluation(Instant from, Instant to, ical::Zones& zones, const ical::Bounds& bounds)
        : from_(from), to_(to), zones_(zones), bounds_(bounds) {}

    void add(const Component& availability) {
        Instant from = from_;
        Instant to = to_;
        if (const auto start = ical::time(availability, "DTSTART"))
            from = std::max(from, Instant(zones_.instantOf(*start)));
        if (const auto end = endOf(availability, zones_)) to = std::min(to, *end);
        if (from >= to) return;
        const auto available = availableIn(availability, from, to);
        // When somebody can be met who says it too finely to tell, nobody knows: never, as for calendars of that kind.
        if (!available) return painting_.paint(from, to, Busy::Unavailable, {});
        painting_.paint(from, to, busyTypeOf(availability), merged(*available));
    }

    std::vector<BusyPeriod> take() { return merged(painting_.take()); }

private:
    /// What AVAILABLE components say; "busy" stands for available here. Nothing if that is more than the bounds allow.
    std::optional<std::vector<BusyPeriod>> availableIn(const Component& availability, Instant from, Instant to) {
        const ical::Window window{.from = std::chrono::floor<seconds>(from), .to = std::chrono::ceil<seconds>(to)};
        const auto before = found_;
        std::vector<BusyPeriod> found;
        // The steps of one series are for all of them together: there may be many, and they are taken at each question.
        const auto count = std::max<std::size_t>(availability.components().size(), 1);
        const ical::Bounds each{.occurrences = bounds_.occurrences, .steps = bounds_.steps / count};
        for (const auto& available : availability.components()) {
            if (!available.is("AVAILABLE")) continue;
            auto recurrence = ical::recurrenceOf(available, zones_);
            if (!recurrence) continue;
            if (available.find("RECURRENCE-ID") == nullptr) addReplaced(availability, available, *recurrence);
            const auto expansion = ical::expand(*recurrence, window, zones_, each);
            found_ += expansion.occurrences.size();
            if (!expansion.complete || found_ > bounds_.occurrences) {
                found_ = before;  // the others are not too many
                return std::nullopt;
            }
            for (const auto& one : expansion.occurrences) found.push_back({Instant(one.start), Instant(one.end)});
        }
        return found;
    }

    /// Instances that other AVAILABLE components of that UID replace.
    static void addReplaced(const Component& availability, const Component& series, ical::Recurrence& recurrence) {
        const auto uid = ical::text(series, "UID");
        for (const auto& other : availability.components()) {
            if (!other.is("AVAILABLE") || ical::text(other, "UID") != uid) continue;
            if (const auto id = ical::time(other, "RECURRENCE-ID")) recurrence.exceptions.push_back(*id);
        }
    }

    Instant from_;
    Instant to_;
    ical::Zones& zones_;
    const ical::Bounds& bounds_;
    std::size_t found_ = 0;
    Painting painting_;
};

/// What recurrenceOf() refuses later would be refused whoever asks when this user is there.
void requireRules(const Component& component) {
    const auto utc = std::make_shared<const formats::tzif::TimeZone>();
    ical::Zones zones([utc](std::string_view) { return utc; }, utc, nullptr);
    (void)ical::recurrenceOf(component, zones);
}

void requireTimes(const Component& component) {
    const auto start = ical::time(component, "DTSTART");
    if (component.is("AVAILABLE") && !start) refuse("has an AVAILABLE without DTSTART");
    if (component.find("DTEND") != nullptr) {
        const auto end = ical::time(component, "DTEND");
        if (!end) refuse("ends at no time");
        if (start && start->form == end->form && start->zone == end->zone && end->local < start->local)
            refuse("ends before it starts");
    }
    requireRules(component);
}

void requireUid(const Component& component) {
    if (!ical::text(component, "UID").value_or("").empty()) return;
    refuse("has a component without UID");
}

/// One VAVAILABILITY. @return its AVAILABLE components
std::size_t requireValid(const Component& availability) {
    requireUid(availability);
    requireTimes(availability);
    std::size_t count = 0;
    for (const auto& part : availability.components()) {
        if (!part.is("AVAILABLE")) refuse("has a component that has no place there");
        requireUid(part);
        requireTimes(part);
        ++count;
    }
    return count;
}

void setInstant(Component& component, std::string_view name, const std::optional<Instant>& instant) {
    if (instant) ical::setTime(component, name, ical::utc(std::chrono::floor<seconds>(*instant)));
}

std::optional<Instant> instantIn(const Component& component, std::string_view name, ical::Zones& zones) {
    const auto time = ical::time(component, name);
    if (!time) return std::nullopt;
    return Instant(zones.instantOf(*time));
}

Component availableOf(const AvailableTime& time, Instant stamp) {
    Component component("AVAILABLE");
    ical::setText(component, "UID", time.uid);
    setInstant(component, "DTSTAMP", stamp);
    ical::setTime(component, "DTSTART", time.start);
    ical::setTime(component, "DTEND", time.end);
    if (!time.rule.empty()) component.add(ical::ContentLine("RRULE", time.rule));
    if (!time.summary.empty()) ical::setText(component, "SUMMARY", time.summary);
    setInstant(component, "CREATED", time.created);
    setInstant(component, "LAST-MODIFIED", time.lastModified);
    return component;
}

/// The end of the first instance as a time of the form of its start.
TimeValue endTimeOf(const Component& available, const TimeValue& start) {
    if (const auto end = ical::time(available, "DTEND")) return *end;
    TimeValue end = start;
    if (const auto length = ical::duration(available, "DURATION")) end.local += length->nominal();
    return end;
}

}  // namespace

Component parseAvailability(std::string_view text, std::size_t octets) {
    auto calendar = ical::parseCalendar(text, {.octets = octets});
    std::size_t availabilities = 0;
    std::size_t available = 0;
    for (const auto& component : calendar.components()) {
        if (component.is("VTIMEZONE")) continue;
        if (!component.is("VAVAILABILITY")) refuse("is a calendar with other components");
        ++availabilities;
        available += requireValid(component);
    }
    if (availabilities == 0) refuse("has no VAVAILABILITY");
    if (available > kMaxAvailableTimes) {
        throw Error(ErrorCode::TooLarge, "too many available times",
                    "An availability has at most " + std::to_string(kMaxAvailableTimes) + " times.");
    }
    return calendar;
}

std::vector<BusyPeriod> unavailableTimes(const Component& availability, Instant from, Instant to,
                                         const ical::TimeContext& times, const ical::Bounds& bounds) {
    ical::Zones zones(times.find, times.userZone(), &availability);
    auto components = ical::all(availability, "VAVAILABILITY");
    std::stable_sort(components.begin(), components.end(),
                     [](const auto* a, const auto* b) { return rankOf(*a) > rankOf(*b); });
    Evaluation evaluation(from, to, zones, bounds);
    for (const auto* component : components) evaluation.add(*component);
    return evaluation.take();
}

std::vector<AvailableTime> availableTimesOf(const Component& availability, const ical::TimeContext& times) {
    ical::Zones zones(times.find, times.userZone(), &availability);
    std::vector<AvailableTime> found;
    for (const auto* component : ical::all(availability, "VAVAILABILITY")) {
        for (const auto* available : ical::all(*component, "AVAILABLE")) {
            const auto start = ical::time(*available, "DTSTART");
            if (!start) continue;
            const auto* rule = available->find("RRULE");
            found.push_back({.uid = ical::text(*available, "UID").value_or(""),
                             .summary = ical::text(*available, "SUMMARY").value_or(""),
                             .start = *start,
                             .end = endTimeOf(*available, *start),
                             .rule = rule == nullptr ? "" : rule->value(),
                             .created = instantIn(*available, "CREATED", zones),
                             .lastModified = instantIn(*available, "LAST-MODIFIED", zones)});
        }
    }
    return found;
}

std::string availabilityOf(const std::vector<AvailableTime>& available, const std::string& uid, Instant stamp,
                           const ical::TimeContext& times) {
    Component component("VAVAILABILITY");
    ical::setText(component, "UID", uid);
    setInstant(component, "DTSTAMP", stamp);
    for (const auto& time : available) component.add(availableOf(time, stamp));
    auto calendar = ical::makeCalendar("-//Yoke//Calendar//EN");
    calendar.add(std::move(component));
    const auto now = std::chrono::floor<seconds>(stamp);
    for (const auto& name : ical::zonesUsed(calendar)) {
        const auto zone = times.find(name);
        if (zone)
            calendar.add(ical::defineTimeZone(name, *zone, now - std::chrono::years(1), now + std::chrono::years(5)));
    }
    return calendar.text();
}

}  // namespace groupware::calendar

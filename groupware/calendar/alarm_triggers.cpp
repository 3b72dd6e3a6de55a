#include "groupware/calendar/alarm_triggers.h"

#include "groupware/base/error.h"
#include "groupware/calendar/recurrence_id.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/alarm.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/zones.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace groupware::calendar {
namespace {

using formats::ical::Component;
using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_seconds;

/// One time at which an event happens.
struct Instance {
    std::string id{};
    sys_seconds start{};
    sys_seconds end{};
};

/// The events of one object as somebody's alarms see them.
class Events {
public:
    explicit Events(const AlarmContext& context)
        : context_(context), zone_(context.times.userZone()), now_(floor(context.now)) {}

    /// The first instance of the event for which the alarm has still to ring.
    [[nodiscard]] std::optional<AlarmTrigger> next(const Alarm& alarm, const IndexedEvent& event) const {
        const auto trigger = triggerOf(alarm);
        if (!trigger || event.status == Status::Cancelled) return std::nullopt;
        if (!event.recurrence) return forOne(alarm, *trigger, event);
        if (trigger->at) return rings(alarm, *trigger, event, nearest(event, *trigger->at));
        // Most series happen again soon; February 29 takes eight years.
        auto from = now_ - days(1) - std::max(seconds(0), trigger->offset.nominal());
        for (const auto length : std::to_array<days>({days(40), days(400), days(9 * 366)})) {
            if (Instant(from) >= event.rangeTo) break;
            for (const auto& instance : instancesOf(event, from, from + length)) {
                if (auto found = rings(alarm, *trigger, event, instance)) return found;
            }
            from += length;
        }
        return std::nullopt;
    }

private:
    static sys_seconds floor(Instant instant) { return std::chrono::floor<seconds>(instant); }

    /// What is indexed as if it was UTC, where the user is.
    [[nodiscard]] sys_seconds real(Instant indexed, const IndexedEvent& event) const {
        const auto instant = floor(indexed);
        return event.floating ? ical::instantOf(std::chrono::local_seconds(instant.time_since_epoch()), *zone_)
                              : instant;
    }

    [[nodiscard]] std::optional<AlarmTrigger> forOne(const Alarm& alarm, const ical::Trigger& trigger,
                                                     const IndexedEvent& event) const {
        return rings(alarm, trigger, event,
                     {.id = event.recurrenceId, .start = real(event.start, event), .end = real(event.end, event)});
    }

    [[nodiscard]] std::vector<Instance> instancesOf(const IndexedEvent& event, sys_seconds from, sys_seconds to) const {
        std::vector<Instance> instances;
        const auto expansion =
            occurrencesOf(*event.recurrence, {.from = from, .to = to}, context_.times, context_.bounds);
        for (const auto& each : expansion.occurrences) {
            const auto form = event.wholeDays ? ical::TimeValue::Form::Date : ical::TimeValue::Form::Floating;
            instances.push_back({.id = ical::write(ical::TimeValue{.form = form, .local = each.local}),
                                 .start = each.start,
                                 .end = each.end});
        }
        return instances;
    }

    /// Alarms with an instant of their own are mostly those that snooze another: they belong to what happens about
    /// then.
    [[nodiscard]] Instance nearest(const IndexedEvent& event, sys_seconds at) const {
        constexpr days kAbout{40};
        const auto instances = instancesOf(event, at - kAbout, at + kAbout);
        const auto distance = [&](const Instance& each) { return each.start < at ? at - each.start : each.start - at; };
        const auto found =
            std::min_element(instances.begin(), instances.end(),
                             [&](const Instance& a, const Instance& b) { return distance(a) < distance(b); });
        return found == instances.end() ? Instance{.id = {}, .start = at, .end = at} : *found;
    }

    [[nodiscard]] std::optional<AlarmTrigger> rings(const Alarm& alarm, const ical::Trigger& trigger,
                                                    const IndexedEvent& event, const Instance& instance) const {
        const auto at = ical::ringsAt(trigger, instance.start, instance.end);
        if (alarm.acknowledged && floor(*alarm.acknowledged) >= at) return std::nullopt;
        if (at < now_ && instance.end <= now_) return std::nullopt;
        return AlarmTrigger{.recurrenceId = event.recurrenceId,
                            .alarm = static_cast<std::int64_t>(alarm.origin),
                            .action = alarm.action,
                            .instance = instance.id,
                            .rings = at};
    }

    const AlarmContext& context_;
    std::shared_ptr<const formats::tzif::TimeZone> zone_;  // shared with whoever keeps zones in memory
    sys_seconds now_;
};

void sort(std::vector<AlarmTrigger>& triggers) {
    std::stable_sort(triggers.begin(), triggers.end(),
                     [](const AlarmTrigger& a, const AlarmTrigger& b) { return a.rings < b.rings; });
}

/// The VEVENTs by their recurrence ids, as the index has them.
std::map<std::string, const Component*> eventsOf(const Component& calendar, const TimeContext& times) {
    ical::Zones zones(times.find, times.userZone(), &calendar);
    const auto vevents = formats::ical::all(calendar, "VEVENT");
    const auto series = std::find_if(vevents.begin(), vevents.end(),
                                     [](const auto* each) { return each->find("RECURRENCE-ID") == nullptr; });
    const auto start = series == vevents.end() ? std::nullopt : ical::time(**series, "DTSTART");
    std::map<std::string, const Component*> events;
    for (const auto* event : vevents) {
        const auto id = ical::time(*event, "RECURRENCE-ID");
        events.emplace(!id ? "" : ical::write(start ? likeStart(*id, *start, zones) : *id), event);
    }
    return events;
}

Alarm& find(std::vector<Alarm>& alarms, std::int64_t alarm) {
    const auto found = std::find_if(alarms.begin(), alarms.end(),
                                    [&](const Alarm& each) { return static_cast<std::int64_t>(each.origin) == alarm; });
    if (found == alarms.end() || alarm < 1)
        throw Error(ErrorCode::NotFound, "no alarm " + std::to_string(alarm), "This alarm does not exist.");
    return *found;
}

/// The alarm that another one snoozes; itself if it snoozes none that is there.
Alarm& original(std::vector<Alarm>& alarms, std::int64_t alarm) {
    auto& found = find(alarms, alarm);
    if (found.relatedTo.empty()) return found;
    const auto parent =
        std::find_if(alarms.begin(), alarms.end(), [&](const Alarm& each) { return each.uid == found.relatedTo; });
    return parent == alarms.end() ? found : *parent;
}

}  // namespace

std::vector<AlarmTrigger> ownTriggers(const Component& calendar, const IndexedObject& index,
                                      const AlarmContext& context) {
    std::vector<AlarmTrigger> triggers;
    const Events events(context);
    const auto vevents = eventsOf(calendar, context.times);
    for (const auto& event : index.events) {
        const auto vevent = vevents.find(event.recurrenceId);
        if (vevent == vevents.end() || event.partStat == PartStat::Declined) continue;
        for (const auto& alarm : alarmsOf(*vevent->second)) {
            if (auto next = events.next(alarm, event)) triggers.push_back(std::move(*next));
        }
    }
    sort(triggers);
    return triggers;
}

std::vector<AlarmTrigger> triggersOf(const std::vector<Alarm>& alarms, const IndexedObject& index,
                                     const AlarmContext& context) {
    std::vector<AlarmTrigger> triggers;
    const Events events(context);
    for (const auto& alarm : alarms) {
        std::optional<AlarmTrigger> first;
        for (const auto& event : index.events) {
            auto next = events.next(alarm, event);
            if (next && (!first || next->rings < first->rings)) first = std::move(next);
        }
        if (first) triggers.push_back(std::move(*first));
    }
    sort(triggers);
    return triggers;
}

std::vector<Alarm> acknowledged(std::vector<Alarm> alarms, std::int64_t alarm, Instant at) {
    auto& seen = original(alarms, alarm);
    const auto uid = seen.uid;
    seen.acknowledged = at;
    const bool snoozesNothing = static_cast<std::int64_t>(seen.origin) == alarm && !seen.relatedTo.empty();
    std::erase_if(alarms, [&](const Alarm& each) {
        if (snoozesNothing && static_cast<std::int64_t>(each.origin) == alarm) return true;
        return !uid.empty() && each.relatedTo == uid;
    });
    return alarms;
}

std::vector<Alarm> snoozed(std::vector<Alarm> alarms, std::int64_t alarm, Instant at, Instant until,
                           const std::string& uid) {
    auto& first = original(alarms, alarm);
    if (first.uid.empty()) first.uid = uid + "-0";
    const auto origin = static_cast<std::int64_t>(first.origin);
    Alarm again{.uid = uid,
                .action = first.action,
                .trigger = ical::write(ical::utc(std::chrono::floor<seconds>(until))),
                .summary = first.summary,
                .description = first.description,
                .attendees = first.attendees,
                .relatedTo = first.relatedTo.empty() ? first.uid : first.relatedTo};
    for (auto& attendee : again.attendees) attendee.origin = 0;
    auto left = acknowledged(std::move(alarms), origin, at);
    left.push_back(std::move(again));
    return left;
}

}  // namespace groupware::calendar

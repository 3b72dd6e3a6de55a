#include "groupware/calendar/scheduling/instances.h"

#include "groupware/calendar/recurrence_id.h"
#include "groupware/calendar/scheduling/counter.h"
#include "groupware/calendar/series.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/recurrence.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;
using ical::TimeValue;

bool hasZone(const TimeValue& time) {
    return time.form == TimeValue::Form::Utc || time.form == TimeValue::Form::Zoned;
}

std::optional<TimeValue> startOf(const Component* series) {
    return series == nullptr ? std::nullopt : ical::time(*series, "DTSTART");
}

InstanceId instanceId(const TimeValue& time, const std::optional<TimeValue>& start, ical::Zones& zones) {
    return scheduling::instanceId(start ? likeStart(time, *start, zones) : time, zones);
}

/// An instance that may last longer or shorter than the others: of an RDATE that is a period. RFC 5545 section 3.8.5.2.
std::optional<ical::Occurrence> periodOf(const Component& master, const TimeValue& id, ical::Zones& zones) {
    if (master.find("RDATE") == nullptr) return std::nullopt;
    const auto series = ical::recurrenceOf(master, zones);
    const bool hasPeriods = series && std::any_of(series->additions.begin(), series->additions.end(),
                                                  [](const auto& addition) { return addition.length.has_value(); });
    return hasPeriods ? calendar::instanceOf(*series, id, zones, {}) : std::nullopt;
}

}  // namespace

InstanceId instanceId(const TimeValue& recurrenceId, ical::Zones& zones) {
    if (recurrenceId.form != TimeValue::Form::Zoned) return ical::write(recurrenceId);
    return ical::write(ical::utc(zones.instantOf(recurrenceId)));
}

InstanceId instanceId(const Component& event, ical::Zones& zones) {
    const auto time = ical::time(event, "RECURRENCE-ID");
    return time ? instanceId(*time, zones) : InstanceId();
}

InstanceId instanceOf(const Component* series, const Component& event, ical::Zones& zones) {
    const auto time = ical::time(event, "RECURRENCE-ID");
    return time ? instanceId(*time, startOf(series), zones) : InstanceId();
}

std::optional<TimeValue> timeOf(const InstanceId& id) {
    return ical::parseTime(id);
}

EventIndex::EventIndex(const Component& calendar, ical::Zones& zones) {
    const auto& components = calendar.components();
    const auto series = std::find_if(components.begin(), components.end(), [](const Component& component) {
        return component.is("VEVENT") && !ical::time(component, "RECURRENCE-ID");
    });
    const auto start = startOf(series == components.end() ? nullptr : &*series);
    for (std::size_t i = 0; i < components.size(); ++i) {
        if (!components[i].is("VEVENT")) continue;
        const auto time = ical::time(components[i], "RECURRENCE-ID");
        auto id = time ? instanceId(*time, start, zones) : InstanceId();
        events.emplace(id, i);
        ids.emplace(i, std::move(id));
    }
}

std::optional<InstanceId> EventIndex::idAt(std::size_t place) const {
    const auto found = ids.find(place);
    return found == ids.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> EventIndex::find(const InstanceId& id) const {
    const auto found = events.find(id);
    return found == events.end() ? std::nullopt : std::optional(found->second);
}

const Component* EventIndex::eventOf(const Component& calendar, const InstanceId& id) const {
    const auto place = find(id);
    return place ? &calendar.components()[*place] : nullptr;
}

const Component* findEvent(const Component& calendar, const InstanceId& id, ical::Zones& zones) {
    const auto place = EventIndex(calendar, zones).find(id);
    return place ? &calendar.components()[*place] : nullptr;
}

Component* findEvent(Component& calendar, const InstanceId& id, ical::Zones& zones) {
    const auto place = EventIndex(calendar, zones).find(id);
    return place ? &calendar.components()[*place] : nullptr;
}

std::int64_t sequenceOfEvent(const Component& event) {
    return std::max<std::int64_t>(ical::number(event, "SEQUENCE").value_or(0), 0);
}

std::int64_t sequenceOf(const Component& calendar) {
    std::int64_t highest = 0;
    for (const auto* event : ical::all(calendar, "VEVENT")) highest = std::max(highest, sequenceOfEvent(*event));
    return highest;
}

Component makeInstance(const Component& master, const TimeValue& recurrenceId, ical::Zones& zones) {
    Component event = master;
    for (const auto* const name : {"RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"}) event.removeAll(name);
    removeProposals(event);
    const auto first = ical::recurrenceOf(event, zones);
    if (!first) {
        ical::setTime(event, "RECURRENCE-ID", recurrenceId);
        return event;
    }
    const auto id = likeStart(recurrenceId, first->start, zones);
    if (const auto own = periodOf(master, id, zones)) return exceptionFor(event, *own, zones);
    const auto end = ical::instantOf(id.local + first->length.days, zones.of(id)) + first->length.time;
    return exceptionFor(event, {.local = id.local, .start = zones.instantOf(id), .end = end}, zones);
}

bool happens(const Component& master, const InstanceId& id, ical::Zones& zones) {
    const auto time = timeOf(id);
    const auto recurrence = ical::recurrenceOf(master, zones);
    if (!time || !recurrence || (recurrence->rules.empty() && recurrence->additions.empty())) return false;
    const auto& start = recurrence->start;
    if (time->isDate() != start.isDate() || hasZone(*time) != hasZone(start)) return false;
    const auto instant = zones.instantOf(*time);
    const auto found = ical::expand(*recurrence, {.from = instant, .to = instant + std::chrono::seconds(1)}, zones, {});
    return std::any_of(found.occurrences.begin(), found.occurrences.end(),
                       [&](const ical::Occurrence& occurrence) { return occurrence.start == instant; });
}

std::vector<InstanceId> excludedBy(const ical::ContentLine& exdate, const Component& master, ical::Zones& zones) {
    std::vector<InstanceId> ids;
    const auto start = startOf(&master);
    for (const auto& time : ical::timesOf(exdate)) ids.push_back(instanceId(time, start, zones));
    return ids;
}

std::vector<InstanceId> excluded(const Component& master, ical::Zones& zones) {
    std::vector<InstanceId> ids;
    const auto start = startOf(&master);
    for (const auto& time : ical::times(master, "EXDATE")) ids.push_back(instanceId(time, start, zones));
    return ids;
}

void exclude(Component& master, const std::set<InstanceId>& ids, ical::Zones& zones) {
    const auto excludedNow = excluded(master, zones);
    const std::set<InstanceId> there(excludedNow.begin(), excludedNow.end());
    const auto start = ical::time(std::as_const(master), "DTSTART");
    for (const auto& id : ids) {
        const auto time = timeOf(id);
        if (time && !there.contains(id))
            ical::addTime(master, "EXDATE", likeStart(*time, start.value_or(*time), zones));
    }
}

}  // namespace groupware::calendar::scheduling

#include "groupware/calendar/exceptions.h"

#include "groupware/base/error.h"
#include "groupware/calendar/recurrence_id.h"
#include "groupware/calendar/series.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/alarm.h"
#include "groupware/formats/ical/positions.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/vtimezone.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar {
namespace {

using ical::Component;
using ical::TimeValue;
using std::chrono::days;
using std::chrono::local_seconds;
using std::chrono::seconds;

[[noreturn]] void refuse(const char* text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

ical::Recurrence requireRecurrence(const Component& series, ical::Zones& zones) {
    auto recurrence = ical::recurrenceOf(series, zones);
    if (!recurrence) refuse("The event has no start.");
    return *std::move(recurrence);
}

/// With the zone in front, as Open-Xchange's clients write it: "Europe/Berlin:20260310T100000".
std::optional<TimeValue> parseId(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return ical::parseTime(text);
    return ical::parseTime(text.substr(colon + 1), text.substr(0, colon));
}

EventFields fieldsOfInstance(const Component& calendar, const Component& series, const TimeValue& id,
                             const EditContext& context) {
    auto zones = zonesOf(calendar, context.times);
    const auto occurrence = instanceOf(requireRecurrence(series, zones), id, zones, context.bounds);
    if (!occurrence) throwNoInstance();
    return fieldsOf(exceptionFor(series, *occurrence, zones), zones);
}

/// An instant is as far from the instance as it was from the first.
void moveAlarms(Component& event, seconds later) {
    for (auto& component : event.components()) {
        if (!component.is("VALARM")) continue;
        auto trigger = ical::triggerOf(component);
        if (!trigger || !trigger->at) continue;
        *trigger->at += later;
        ical::putTrigger(component, *trigger);
    }
}

}  // namespace

ical::Zones zonesOf(const Component& calendar, const ical::TimeContext& times) {
    return {times.find, times.userZone(), &calendar};
}

void throwNoInstance() {
    throw Error(ErrorCode::NotFound, "no such instance", "The series has no such event.");
}

TimeValue inFormOf(const TimeValue& start, local_seconds local) {
    return {.form = start.form, .local = start.isDate() ? std::chrono::floor<days>(local) : local, .zone = start.zone};
}

bool sameInstance(const TimeValue& a, const TimeValue& b, ical::Zones& zones) {
    if (a.isDate() || b.isDate()) return std::chrono::floor<days>(a.local) == std::chrono::floor<days>(b.local);
    return zones.instantOf(a) == zones.instantOf(b);
}

std::vector<std::size_t> exceptionIndices(const Component& calendar) {
    std::vector<std::size_t> found;
    for (std::size_t index = 0; index < calendar.components().size(); ++index) {
        const auto& each = calendar.components()[index];
        if (each.is("VEVENT") && ical::time(each, "RECURRENCE-ID")) found.push_back(index);
    }
    return found;
}

void removeExceptions(Component& calendar, const std::function<bool(const TimeValue& id)>& gone) {
    const auto indices = exceptionIndices(calendar);
    for (auto index = indices.rbegin(); index != indices.rend(); ++index) {
        const auto& event = std::as_const(calendar).components()[*index];
        if (gone(*ical::time(event, "RECURRENCE-ID"))) calendar.removeComponent(*index);
    }
}

std::optional<ical::Occurrence> instanceOf(const ical::Recurrence& series, const TimeValue& id, ical::Zones& zones,
                                           const ical::Bounds& bounds) {
    const auto wanted = likeStart(id, series.start, zones);
    const auto at = zones.instantOf(wanted);
    // An instance that starts then is among those that end later.
    const auto expansion = ical::expand(series, {.from = at, .to = at + seconds(1)}, zones, bounds);
    for (const auto& each : expansion.occurrences) {
        if (each.start == at) return each;
    }
    return std::nullopt;
}

namespace {

/// An RDATE that is a period lasts as long as it says, not as the others do. RFC 5545 section 3.8.5.2.
/// @param first  the series without what makes it one
bool endsOtherwise(const Component& first, const ical::Occurrence& occurrence, ical::Zones& zones) {
    const auto alone = ical::recurrenceOf(first, zones);
    if (!alone || alone->start.isDate()) return false;
    const auto end = ical::instantOf(occurrence.local + alone->length.days, zones.of(alone->start));
    return end + alone->length.time != occurrence.end;
}

}  // namespace

Component exceptionFor(const Component& series, const ical::Occurrence& occurrence, ical::Zones& zones) {
    const auto start = ical::time(series, "DTSTART").value_or(TimeValue{});
    const auto end = ical::time(series, "DTEND");
    Component event = series;
    for (const char* name : {"RRULE", "RDATE", "EXDATE", "EXRULE"}) event.removeAll(name);
    const bool otherwise = endsOtherwise(event, occurrence, zones);
    const auto id = inFormOf(start, occurrence.local);
    ical::setTime(event, "RECURRENCE-ID", id);
    ical::setTime(event, "DTSTART", id);
    // What is in no zone lasts as long as clocks say.
    const bool floats = end && end->form == TimeValue::Form::Floating && end->form == start.form;
    const bool asWritten = end && (end->isDate() || (floats && !otherwise));
    if (asWritten) {
        ical::setTime(event, "DTEND", inFormOf(*end, end->local + (occurrence.local - start.local)));
    } else if (end) {
        ical::setTime(event, "DTEND", inFormOf(*end, ical::localOf(occurrence.end, zones.of(*end))));
    } else if (otherwise) {
        event.removeAll("DURATION");
        ical::setTime(event, "DTEND", inFormOf(id, ical::localOf(occurrence.end, zones.of(id))));
    }
    moveAlarms(event, occurrence.start - zones.instantOf(start));
    return event;
}

const Component* findSeries(const Component& calendar) {
    for (const auto& each : calendar.components()) {
        if (each.is("VEVENT") && each.find("RECURRENCE-ID") == nullptr) return &each;
    }
    return nullptr;
}

Component* findSeries(Component& calendar) {
    const auto* found = findSeries(std::as_const(calendar));
    for (auto& each : calendar.components()) {
        if (&each == found) return &each;
    }
    return nullptr;
}

const Component* findException(const Component& calendar, const TimeValue& recurrenceId,
                               const ical::TimeContext& times) {
    auto zones = zonesOf(calendar, times);
    for (const auto index : exceptionIndices(calendar)) {
        const auto& each = calendar.components()[index];
        if (sameInstance(*ical::time(each, "RECURRENCE-ID"), recurrenceId, zones)) return &each;
    }
    return nullptr;
}

std::vector<TimeValue> exceptionsOf(const Component& calendar) {
    std::vector<TimeValue> found;
    for (const auto index : exceptionIndices(calendar))
        found.push_back(*ical::time(calendar.components()[index], "RECURRENCE-ID"));
    return found;
}

TimeValue recurrenceIdOf(const Component& calendar, std::string_view text, const EditContext& context) {
    const auto id = parseId(text);
    if (!id) refuse("A recurrence id is a date or a time, such as 20260310T100000.");
    const auto* series = findSeries(calendar);
    const auto start = series == nullptr ? std::nullopt : ical::time(*series, "DTSTART");
    if (!start) return *id;
    auto zones = zonesOf(calendar, context.times);
    if (id->isDate() && !start->isDate()) {
        const auto day = std::chrono::floor<days>(id->local);
        const auto first = ical::instanceOn(requireRecurrence(*series, zones), day, zones, context.bounds.steps);
        if (first) return inFormOf(*start, first->local);
    }
    return likeStart(*id, *start, zones);
}

EventFields eventFields(const Component& calendar, const ical::TimeContext& times) {
    const auto* event = findSeries(calendar);
    const auto exceptions = exceptionIndices(calendar);
    if (event == nullptr && exceptions.empty()) refuse("The calendar object has no event (VEVENT).");
    if (event == nullptr) event = &calendar.components()[exceptions.front()];
    auto zones = zonesOf(calendar, times);
    return fieldsOf(*event, zones);
}

EventFields instanceFields(const Component& calendar, const TimeValue& recurrenceId, const EditContext& context) {
    if (const auto* event = findException(calendar, recurrenceId, context.times)) {
        auto zones = zonesOf(calendar, context.times);
        return fieldsOf(*event, zones);
    }
    const auto* series = findSeries(calendar);
    if (series == nullptr) throwNoInstance();
    return fieldsOfInstance(calendar, *series, recurrenceId, context);
}

bool changeInstance(Component& calendar, const EventFields& wanted, const EditContext& context) {
    if (!wanted.recurrenceId) refuse("An instance has a recurrence id.");
    auto have = instanceFields(calendar, *wanted.recurrenceId, context);
    auto fields = wanted;
    fields.recurrenceId = have.recurrenceId;
    // An instance has none of its own; if it does, that means nothing and stays.
    fields.rule = have.rule;
    fields.additions = have.additions;
    fields.exceptions = have.exceptions;
    fields.lastModified = have.lastModified;  // is stamped
    if (fields == have) return false;

    const auto used = ical::zonesUsed(calendar);
    auto zones = zonesOf(calendar, context.times);
    const auto* const found = findException(calendar, *have.recurrenceId, context.times);
    if (found == nullptr) {
        const auto& series = *findSeries(std::as_const(calendar));
        const auto occurrence = instanceOf(requireRecurrence(series, zones), *have.recurrenceId, zones, context.bounds);
        calendar.add(exceptionFor(series, *occurrence, zones));
    }
    for (const auto index : exceptionIndices(calendar)) {
        auto& event = calendar.components()[index];
        if (!sameInstance(*ical::time(event, "RECURRENCE-ID"), *have.recurrenceId, zones)) continue;
        putFields(event, fields, zones);
        stamp(event, context.now);
        break;
    }
    settleTimeZones(calendar, used, context.times);
    return true;
}

void deleteInstance(Component& calendar, const TimeValue& recurrenceId, const EditContext& context) {
    const auto used = ical::zonesUsed(calendar);
    const auto id = instanceFields(calendar, recurrenceId, context).recurrenceId.value_or(recurrenceId);
    auto zones = zonesOf(calendar, context.times);
    removeExceptions(calendar, [&](const TimeValue& each) { return sameInstance(each, id, zones); });
    if (auto* series = findSeries(calendar)) {
        const auto start = ical::time(std::as_const(*series), "DTSTART").value_or(TimeValue{});
        ical::addTime(*series, "EXDATE", likeStart(id, start, zones));
        stamp(*series, context.now);
    }
    settleTimeZones(calendar, used, context.times);
}

bool happens(const Component& calendar, const EditContext& context) {
    if (!exceptionIndices(calendar).empty()) return true;
    const auto* series = findSeries(calendar);
    if (series == nullptr) return false;
    auto zones = zonesOf(calendar, context.times);
    const auto recurrence = requireRecurrence(*series, zones);
    if (recurrence.exceptions.empty()) return true;
    constexpr std::chrono::sys_seconds kLast = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);
    const auto first = zones.instantOf(recurrence.start) - days(2);
    const auto expansion = ical::expand(recurrence, {.from = first, .to = kLast}, zones,
                                        {.occurrences = 1, .steps = context.bounds.steps});
    return !expansion.occurrences.empty() || !expansion.complete;
}

}  // namespace groupware::calendar

#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/scheduling/attendee.h"
#include "groupware/calendar/service/answering.h"
#include "groupware/calendar/service/conflicts.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"
#include "groupware/calendar/service/own_alarms.h"
#include "groupware/calendar/store/object_reader.h"

#include <utility>

namespace groupware::calendar {
namespace {

std::string_view wordOf(PartStat status) {
    switch (status) {
        case PartStat::Accepted: return "ACCEPTED";
        case PartStat::Declined: return "DECLINED";
        case PartStat::Tentative: return "TENTATIVE";
        case PartStat::Delegated: return "DELEGATED";
        case PartStat::None:
        case PartStat::NeedsAction: break;
    }
    return "NEEDS-ACTION";
}

/// The comment belongs to the answer, and is seen beside it.
void putComment(ical::Component& event, const std::string& uri, const std::string& comment) {
    auto people = ical::attendees(event);
    for (auto& person : people) {
        if (person.uri == uri) person.comment = comment;
    }
    ical::setAttendees(event, people);
}

/// The calendar with the answer in it.
ical::Component answered(const Writing& writing, const Answering& target, const CalendarService::Answer& answer) {
    const auto& calendar = target.found.calendar;
    const auto& id = target.found.recurrenceId;
    auto zones = writing.zonesOf(calendar);
    std::optional<ical::TimeValue> instance;
    if (!id.empty()) instance = recurrenceIdOf(calendar, id, writing.edit);
    const scheduling::AddressBook people;
    auto after = scheduling::participate(calendar, instance ? scheduling::instanceId(*instance, zones) : "", target.uri,
                                         std::string(wordOf(answer.partStat)),
                                         {.people = people,
                                          .times = writing.edit.times,
                                          .now = std::chrono::floor<std::chrono::seconds>(writing.edit.now)});
    for (auto& component : after.components()) {
        if (!component.is("VEVENT")) continue;
        const auto own = ical::time(component, "RECURRENCE-ID");
        const bool meant =
            !instance || (own && scheduling::instanceId(*own, zones) == scheduling::instanceId(*instance, zones));
        if (meant) putComment(component, target.uri, answer.comment);
    }
    return after;
}

/// What the owner of a calendar says of it besides.
void putOwn(const Writing& writing, ical::Component& calendar, const std::string& recurrenceId,
            const CalendarService::Answer& answer) {
    auto fields = fieldsOf(writing, calendar, recurrenceId);
    if (answer.alarms) fields.alarms = *answer.alarms;
    if (answer.transparent) fields.transparent = *answer.transparent;
    putFields(writing, calendar, std::move(fields));
}

bool takesTime(PartStat status) {
    return status == PartStat::Accepted || status == PartStat::Tentative;
}

}  // namespace

WriteResult CalendarService::answer(const Caller& caller, const EventRef& event, const Answer& answer,
                                    const WriteOptions& options) const {
    WriteOptions commented = options;
    if (commented.comment.empty()) commented.comment = answer.comment;
    const Writing writing(parts_, caller, commented);
    requireText("A comment", answer.comment, writing.limits.textCharacters);
    std::vector<Conflict> conflicts;
    std::vector<Effects> effects;
    const auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        conflicts.clear();
        effects.clear();
        const Answering target = whoseAnswer(tx, writing, event, answer.attendee);
        requireUnchanged(target.found.object, options.lastSeen);
        Edit edit = editOf(target.found);
        edit.after = answered(writing, target, answer);
        const bool besides = answer.alarms || answer.transparent;
        const bool ownCalendar = target.found.object.owner.is(caller.user);
        if (besides && ownCalendar) putOwn(writing, *edit.after, target.found.recurrenceId, answer);
        if (takesTime(answer.partStat) && target.isOwner) conflicts = conflictsOfOwner(tx, writing, edit);
        if (!conflicts.empty()) return;
        effects.push_back(effectsOf(writing, edit, store(tx, writing, edit)));
        if (besides && !ownCalendar)
            putForeign(tx, writing, target.found, {.alarms = answer.alarms, .transparent = answer.transparent});
    });
    auto result = resultOf(writing, effects, committed);
    result.conflicts = std::move(conflicts);
    return result;
}

std::vector<Conflict> CalendarService::conflictsWith(const Caller& caller, const std::string& uid,
                                                     const ical::Component& calendar) const {
    const WriteOptions options{.checkConflicts = true};
    const Writing writing(parts_, caller, options);
    std::vector<Conflict> conflicts;
    parts_.database.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        Edit edit{.object = {.owner = CalendarUser::of(caller.user)}, .after = calendar};
        if (const auto own = ObjectReader(session).findByUid(edit.object.owner, uid)) edit.object.id = own->id;
        conflicts = conflictsOfOwner(session, writing, edit);
    });
    return conflicts;
}

}  // namespace groupware::calendar

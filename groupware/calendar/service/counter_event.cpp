#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/scheduling/counter.h"
#include "groupware/calendar/service/answering.h"
#include "groupware/calendar/service/conflicts.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"

#include <utility>

namespace groupware::calendar {
namespace {

[[noreturn]] void refuse(ErrorCode code, const char* text) {
    throw Error(code, text, text);
}

/// The rules of scheduling with an address for each attendee: those of lines, as they are written.
struct Rules {
    scheduling::AddressBook people{};
    scheduling::Conditions conditions;

    explicit Rules(const Writing& writing)
        : conditions{.people = people,
                     .times = writing.edit.times,
                     .now = std::chrono::floor<std::chrono::seconds>(writing.edit.now)} {}
    Rules(const Rules&) = delete;
    Rules& operator=(const Rules&) = delete;
};

scheduling::InstanceId instanceOf(const Writing& writing, const AccessibleObject& found) {
    if (found.recurrenceId.empty()) return {};
    auto zones = writing.zonesOf(found.calendar);
    return scheduling::instanceId(recurrenceIdOf(found.calendar, found.recurrenceId, writing.edit), zones);
}

/// The organizer's object, whose proposals the caller answers.
AccessibleObject findProposedTo(dbpool::WriteTransaction& tx, const Writing& writing, const EventRef& event) {
    auto found = findObject(tx, writing.parts.access, writing.caller, event);
    requireWritable(writing.caller, found);
    requireUnchanged(found.object, writing.options.lastSeen);
    requireNoGuest(writing.caller);
    if (found.object.role != Role::Organizer)
        refuse(ErrorCode::Forbidden, "Only the organizer answers what an attendee proposes.");
    return found;
}

/// Moves the event, or the instance, to what is proposed.
Edit accepted(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
              const std::string& attendee) {
    const Rules rules(writing);
    const auto instance = instanceOf(writing, found);
    const auto uri = uriOfAttendee(tx, found.calendar, attendee);
    const auto proposed = scheduling::openProposal(found.calendar, instance, uri, rules.conditions);
    if (!proposed) refuse(ErrorCode::NotFound, "There is no such proposal.");
    auto zones = writing.zonesOf(found.calendar);
    const auto times = scheduling::timesFor(*proposed, *scheduling::findEvent(found.calendar, instance, zones), zones);
    Edit edit = editOf(found);
    change(tx, writing, edit, found.recurrenceId, {.fields = [&](EventFields& fields) {
               fields.start = times.start;
               fields.end = times.end;
           }});
    return edit;
}

}  // namespace

WriteResult CalendarService::counter(const Caller& caller, const EventRef& event, const Proposal& proposal,
                                     const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    requireText("A comment", proposal.comment, writing.limits.textCharacters);
    std::vector<Effects> effects;
    const auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const Answering target = whoseAnswer(tx, writing, event, {});
        requireUnchanged(target.found.object, options.lastSeen);
        if (target.isOwner && target.found.object.role == Role::Organizer)
            refuse(ErrorCode::Forbidden, "The organizer moves the event himself.");
        if (target.found.object.role == Role::Foreign)
            refuse(ErrorCode::Forbidden, "Its organizer does not hear of what happens to the event here.");
        const Rules rules(writing);
        Edit edit = editOf(target.found);
        edit.after = scheduling::propose(target.found.calendar, instanceOf(writing, target.found), target.uri,
                                         {.start = proposal.start, .end = proposal.end, .comment = proposal.comment},
                                         rules.conditions);
        effects.push_back(effectsOf(writing, edit, store(tx, writing, edit)));
    });
    return resultOf(writing, effects, committed);
}

WriteResult CalendarService::acceptCounter(const Caller& caller, const EventRef& event, const std::string& attendee,
                                           const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    std::vector<Conflict> conflicts;
    std::vector<Effects> effects;
    const auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const auto found = findProposedTo(tx, writing, event);
        const Edit edit = accepted(tx, writing, found, attendee);
        conflicts = conflictsOf(tx, writing, edit);
        if (!conflicts.empty()) return;
        effects.push_back(effectsOf(writing, edit, store(tx, writing, edit)));
    });
    auto result = resultOf(writing, effects, committed);
    result.conflicts = std::move(conflicts);
    return result;
}

WriteResult CalendarService::declineCounter(const Caller& caller, const EventRef& event, const std::string& attendee,
                                            const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    requireText("A comment", options.comment, writing.limits.textCharacters);
    std::vector<Effects> effects;
    const auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const auto found = findProposedTo(tx, writing, event);
        const Rules rules(writing);
        Edit edit = editOf(found);
        edit.after =
            scheduling::declineProposal(found.calendar, instanceOf(writing, found),
                                        uriOfAttendee(tx, found.calendar, attendee), options.comment, rules.conditions);
        effects.push_back(effectsOf(writing, edit, store(tx, writing, edit)));
    });
    return resultOf(writing, effects, committed);
}

}  // namespace groupware::calendar

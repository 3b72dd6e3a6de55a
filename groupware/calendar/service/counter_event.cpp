#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/scheduling/counter.h"
#include "groupware/calendar/service/answering.h"
#include "groupware/calendar/service/conflicts.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"

#include <string>
#include <utility>
#include <vector>

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

scheduling::InstanceId instanceOf(const Writing& writing, const ical::Component& calendar,
                                  const std::string& recurrenceId) {
    if (recurrenceId.empty()) return {};
    auto zones = writing.zonesOf(calendar);
    return scheduling::instanceId(recurrenceIdOf(calendar, recurrenceId, writing.edit), zones);
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

/// What the organizer answers: what an attendee has proposed, or a COUNTER by which he did.
struct Answered {
    const std::string& attendee;
    const scheduling::Message* counter = nullptr;

    /// The instances that it is about, as clients write them; an empty one: all of the object.
    [[nodiscard]] std::vector<std::string> instances(const AccessibleObject& found) const {
        if (counter == nullptr) return {found.recurrenceId};
        return counter->instances.empty() ? std::vector<std::string>{{}} : counter->instances;
    }
    /// What is open.
    [[nodiscard]] ical::ProposedTime require(const ical::Component& calendar, const scheduling::InstanceId& instance,
                                             const std::string& uri, const scheduling::Conditions& conditions) const {
        const auto open = scheduling::openProposal(calendar, instance, uri, conditions);
        if (!open) refuse(ErrorCode::NotFound, "There is no such proposal.");
        if (counter != nullptr && !scheduling::proposes(*counter, instance, *open, conditions))
            refuse(ErrorCode::Conflict, "The attendee has proposed another time than this message says.");
        return *open;
    }
};

/// Moves the event, or the instances, to what is proposed.
Edit accepted(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
              const Answered& answered) {
    const Rules rules(writing);
    const auto uri = uriOfAttendee(tx, found.calendar, answered.attendee);
    auto zones = writing.zonesOf(found.calendar);
    Edit edit = editOf(found);
    for (const auto& id : answered.instances(found)) {
        const auto instance = instanceOf(writing, found.calendar, id);
        const auto proposed = answered.require(found.calendar, instance, uri, rules.conditions);
        const auto times =
            scheduling::timesFor(proposed, *scheduling::findEvent(found.calendar, instance, zones), zones);
        change(tx, writing, edit, id, {.fields = [&](EventFields& fields) {
                   fields.start = times.start;
                   fields.end = times.end;
               }});
    }
    return edit;
}

/// Notes that the event, or the instances, stay where they are.
Edit declined(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
              const Answered& answered) {
    const Rules rules(writing);
    const auto uri = uriOfAttendee(tx, found.calendar, answered.attendee);
    Edit edit = editOf(found);
    for (const auto& id : answered.instances(found)) {
        const auto instance = instanceOf(writing, found.calendar, id);
        (void)answered.require(found.calendar, instance, uri, rules.conditions);
        edit.after = scheduling::declineProposal(*edit.after, instance, uri, writing.options.comment, rules.conditions);
    }
    return edit;
}

WriteResult accept(const Writing& writing, const EventRef& event, const Answered& answered) {
    std::vector<Conflict> conflicts;
    std::vector<Effects> effects;
    const auto committed = writing.parts.database.write(writing.caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const auto found = findProposedTo(tx, writing, event);
        const Edit edit = accepted(tx, writing, found, answered);
        conflicts = conflictsOf(tx, writing, edit);
        if (!conflicts.empty()) return;
        effects.push_back(effectsOf(writing, edit, store(tx, writing, edit)));
    });
    auto result = resultOf(writing, effects, committed);
    result.conflicts = std::move(conflicts);
    return result;
}

WriteResult decline(const Writing& writing, const EventRef& event, const Answered& answered) {
    requireText("A comment", writing.options.comment, writing.limits.textCharacters);
    std::vector<Effects> effects;
    const auto committed = writing.parts.database.write(writing.caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const auto found = findProposedTo(tx, writing, event);
        const Edit edit = declined(tx, writing, found, answered);
        effects.push_back(effectsOf(writing, edit, store(tx, writing, edit)));
    });
    return resultOf(writing, effects, committed);
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
        edit.after = scheduling::propose(
            target.found.calendar, instanceOf(writing, target.found.calendar, target.found.recurrenceId), target.uri,
            {.start = proposal.start, .end = proposal.end, .comment = proposal.comment}, rules.conditions);
        effects.push_back(effectsOf(writing, edit, store(tx, writing, edit)));
    });
    return resultOf(writing, effects, committed);
}

WriteResult CalendarService::acceptCounter(const Caller& caller, const EventRef& event, const std::string& attendee,
                                           const WriteOptions& options) const {
    return accept({parts_, caller, options}, event, {.attendee = attendee});
}

WriteResult CalendarService::acceptCounter(const Caller& caller, const EventRef& event,
                                           const scheduling::Message& counter, const WriteOptions& options) const {
    return accept({parts_, caller, options}, event, {.attendee = counter.sender, .counter = &counter});
}

WriteResult CalendarService::declineCounter(const Caller& caller, const EventRef& event, const std::string& attendee,
                                            const WriteOptions& options) const {
    return decline({parts_, caller, options}, event, {.attendee = attendee});
}

WriteResult CalendarService::declineCounter(const Caller& caller, const EventRef& event,
                                            const scheduling::Message& counter, const WriteOptions& options) const {
    return decline({parts_, caller, options}, event, {.attendee = counter.sender, .counter = &counter});
}

}  // namespace groupware::calendar

#include "groupware/calendar/maintenance/object_check.h"
#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/store/check_store.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

/// Of ObjectCheck: do organizers' and attendees' copies agree? What an organizer's message about the event as it is
/// would change in a copy is what is wrong with the copy. RFC 6638 section 3.2.
namespace groupware::calendar {
namespace {

namespace ical = formats::ical;
using Kind = CalendarUser::Kind;
using Strength = PlannedRepair::Strength;
using scheduling::Applied;

bool hasStatus(const ical::Component& event, std::string_view status) {
    return formats::lines::equal(ical::text(event, "STATUS").value_or(""), status);
}

bool cancelled(const ical::Component& calendar) {
    const auto events = ical::all(calendar, "VEVENT");
    return std::all_of(events.begin(), events.end(), [](const auto* event) { return hasStatus(*event, "CANCELLED"); });
}

/// The organizer's server has brought it to the attendee (RFC 6638 section 3.2.9). Of what was imported nobody was
/// told.
bool wasDelivered(const ical::ContentLine& attendee) {
    const auto status = attendee.parameter("SCHEDULE-STATUS").value_or("");
    return !status.empty() && (status.front() == '1' || status.front() == '2');
}

/// Whether he is told by his server, and has not declined everything: who did may have thrown his copy away.
bool expectsCopy(const ical::Component& calendar, const std::string& attendee, bool& told) {
    bool expects = false;
    for (const auto* event : ical::all(calendar, "VEVENT")) {
        for (const auto& property : event->properties()) {
            if (!property.is("ATTENDEE") || property.value() != attendee) continue;
            if (scheduling::agentOf(property) != scheduling::Agent::Server || !wasDelivered(property)) continue;
            told = true;
            if (!formats::lines::equal(property.parameter("PARTSTAT").value_or(""), "DECLINED")) expects = true;
        }
    }
    return expects;
}

std::set<std::string> attendeesIn(const ical::Component& calendar) {
    std::set<std::string> uris;
    for (const auto* event : ical::all(calendar, "VEVENT")) {
        for (const auto& property : event->properties()) {
            if (property.is("ATTENDEE")) uris.insert(property.value());
        }
    }
    return uris;
}

/// What an event says, whenever it was said: each message has the time at which it is sent.
std::string unstamped(ical::Component calendar) {
    for (auto& component : calendar.components()) {
        if (!component.is("VEVENT")) continue;
        component.removeAll("DTSTAMP");
        component.removeAll("LAST-MODIFIED");
    }
    return calendar.text();
}

}  // namespace

scheduling::Conditions ObjectCheck::conditions() const {
    return {.people = recipients_.book(),
            .times = {.find = parts_.find},
            .now = std::chrono::floor<std::chrono::seconds>(parts_.clock.now())};
}

std::optional<CalendarUser> ObjectCheck::organizerOf(const Component& calendar) const {
    for (const auto* event : ical::all(calendar, "VEVENT")) {
        if (const auto* organizer = event->find("ORGANIZER")) return recipients_.of(organizer->value());
    }
    return std::nullopt;
}

/// Whoever empties a folder leaves others their copies of what is over, as they were.
bool ObjectCheck::isOver(const Parsed& parsed) const {
    const auto now = parts_.clock.now();
    return std::all_of(parsed.index.events.begin(), parsed.index.events.end(),
                       [&](const IndexedEvent& event) { return event.rangeTo <= now; });
}

void ObjectCheck::checkCopies(const Parsed& organizers) {
    std::set<CalendarUser> invited{organizers.object.owner};
    for (const auto& attendee : attendeesIn(*organizers.calendar)) checkInvited(organizers, attendee, invited);
    for (const auto id : byUid_[organizers.object.uid]) {
        const auto& copy = parsed_.at(id);
        if (invited.contains(copy.object.owner) || copy.object.owner.kind == Kind::Folder || !copy.calendar) continue;
        if (organizerOf(*copy.calendar) != organizers.object.owner || cancelled(*copy.calendar)) continue;
        cancel(copy, FindingKind::Copy, "its owner is not invited any more");
    }
}

void ObjectCheck::checkInvited(const Parsed& organizers, const std::string& attendee, std::set<CalendarUser>& invited) {
    const auto user = recipients_.of(attendee);
    if (!user || !invited.insert(*user).second) return;
    bool told = false;
    const bool expected = expectsCopy(*organizers.calendar, attendee, told);
    if (!told) return;
    for (const auto id : byUid_[organizers.object.uid]) {
        const auto& copy = parsed_.at(id);
        if (copy.object.owner != *user) continue;
        // An unreadable one is found by itself; one of another organizer has the same UID by chance.
        if (!copy.calendar || organizerOf(*copy.calendar) != organizers.object.owner) return;
        return checkCopy(organizers, copy, attendee);
    }
    const auto folder = defaults_.find({user->id});
    const bool hasCalendar = user->kind == Kind::Resource || folder != defaults_.end();
    if (!expected || !hasCalendar || isOver(organizers)) return;
    if (CheckReader(session_).isCalledOtherwise(*user, organizers.object.uid)) return;  // which is found by itself
    Parsed none{.object = {.owner = *user, .createdBy = organizers.object.createdBy}};
    if (user->kind == Kind::User) {
        none.object.folder = folder->second;
        none.object.createdBy = {user->id};
        none.object.attachments = organizers.object.attachments;
        none.object.newestAttachment = organizers.object.newestAttachment;
    }
    checkCopy(organizers, none, attendee);
}

/// @param copy  may be unreadable, or without id: none
void ObjectCheck::checkCopy(const Parsed& organizers, const Parsed& copy, const std::string& attendee) {
    const auto message = scheduling::requestFor(*organizers.calendar, attendee, conditions());
    if (!message) return;
    const auto* calendar = copy.calendar ? &*copy.calendar : nullptr;
    const scheduling::ApplyOptions options{.organizerKnows = true};
    auto outcome = scheduling::applyToAttendee(calendar, *message, attendee, conditions(), options);
    const bool newer = outcome.applied == Applied::Outdated;
    if (newer) outcome = scheduling::applyToAttendee(nullptr, *message, attendee, conditions(), options);
    if (outcome.applied != Applied::Created && outcome.applied != Applied::Changed) return;
    if (calendar != nullptr && !newer && unstamped(*calendar) == unstamped(*outcome.object)) return;
    const std::string of = " of the organizer's object " + std::to_string(organizers.object.id.value);
    if (copy.object.id == EventId{}) {
        page_.findings.push_back({.kind = FindingKind::Missing,
                                  .object = organizers.object.id,
                                  .owner = copy.object.owner,
                                  .detail = "an attendee has no copy" + of});
    } else if (copy.calendar) {
        note(FindingKind::Copy, copy.object,
             std::string(newer ? "it claims to be newer than what it is a copy" : "it does not say what it is a copy") +
                 of);
    }
    plan({.object = copy.object,
          .calendar = std::move(outcome.object),
          .copyOf = copy.object.id == EventId{} ? organizers.object.id : EventId{},
          .strength = Strength::Content});
}

const ObjectCheck::Parsed* ObjectCheck::organizersOf(const std::string& uid, const CalendarUser& organizer) {
    for (const auto id : byUid_[uid]) {
        const auto& other = parsed_.at(id);
        // One that cannot be read is there all the same, and is mended first.
        const bool folders = other.object.owner.kind == Kind::Folder;
        if (other.object.owner == organizer || folders) return &other;
    }
    return nullptr;
}

void ObjectCheck::checkAlone(const Parsed& copy) {
    const auto organizer = organizerOf(*copy.calendar);
    if (!organizer || organizer->kind != Kind::User || goneUsers_.contains(organizer->id)) return;
    if (cancelled(*copy.calendar) || isOver(copy) || organizersOf(copy.object.uid, *organizer) != nullptr) return;
    // It may have been imported, and the organizer's calendar may be yet to come: nothing says that it is off.
    note(FindingKind::Alone, copy.object,
         "the organizer, user " + std::to_string(organizer->id) +
             ", has no such event; its owner has to say whether it takes place",
         false);
}

void ObjectCheck::cancel(const Parsed& copy, FindingKind kind, const std::string& detail) {
    note(kind, copy.object, detail);
    auto calendar = *copy.calendar;
    for (auto& component : calendar.components()) {
        if (component.is("VEVENT")) ical::setText(component, "STATUS", "CANCELLED");
    }
    plan({.object = copy.object, .calendar = std::move(calendar), .strength = Strength::Content});
}

}  // namespace groupware::calendar

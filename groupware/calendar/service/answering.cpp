#include "groupware/calendar/service/answering.h"

#include "groupware/base/error.h"
#include "groupware/calendar/attendee_id.h"
#include "groupware/calendar/queries/local_addressees.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/principals/booking_policy.h"
#include "groupware/principals/store/resource_store.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

[[noreturn]] void forbid(const Caller& caller, EventId event, const char* text) {
    throw Error(ErrorCode::Forbidden,
                "user " + std::to_string(caller.user.value) + ", event " + std::to_string(event.value) + ": " + text,
                text);
}

[[noreturn]] void throwNoPart() {
    throw Error(ErrorCode::BadRequest, "no such attendee", "Only who takes part in an event can answer.");
}

/// Who takes part in an object, and who of them is of the context.
class Attendees {
public:
    Attendees(dbpool::ReadSession& session, const ical::Component& calendar) {
        std::set<std::string> addresses;
        for (const auto& component : calendar.components()) {
            if (!component.is("VEVENT")) continue;
            for (const auto& person : ical::attendees(component)) {
                const auto address = scheduling::mailAddress(person.uri);
                uris_.emplace(scheduling::addressKey(person.uri), person.uri);
                if (!address.empty()) addresses.insert(address);
            }
        }
        locals_ = localAddressees(session, addresses);
    }

    /// The URI of a user's or resource's line.
    [[nodiscard]] std::optional<std::string> of(const CalendarUser& user) const {
        for (const auto& [address, addressee] : locals_) {
            const bool same = (addressee.user && user == CalendarUser::of(*addressee.user)) ||
                              (addressee.resource && user == CalendarUser::of(*addressee.resource));
            if (same) return uri("mailto:" + address);
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<std::string> uri(const std::string& wanted) const {
        const auto found = uris_.find(scheduling::addressKey(wanted));
        if (found == uris_.end()) return std::nullopt;
        return found->second;
    }
    /// Of the context, behind that address.
    [[nodiscard]] std::optional<CalendarUser> local(const std::string& wanted) const {
        const auto found = locals_.find(scheduling::mailAddress(wanted));
        if (found == locals_.end()) return std::nullopt;
        const auto& addressee = found->second;
        return addressee.user ? CalendarUser::of(*addressee.user) : CalendarUser::of(*addressee.resource);
    }

private:
    std::map<std::string, std::string> uris_;  // by addressKey()
    std::map<std::string, principals::Addressee> locals_;
};

/// Of that user in that object.
Answering answerOf(AccessibleObject found, const Attendees& attendees, const CalendarUser& user) {
    auto uri = attendees.of(user);
    if (!uri) throwNoPart();
    const bool isOwner = found.object.owner == user;
    return {.found = std::move(found), .uri = std::move(*uri), .isOwner = isOwner};
}

/// A copy of the same event in another calendar.
std::optional<AccessibleObject> copyOf(dbpool::ReadSession& session, const AccessibleObject& found,
                                       const CalendarUser& user) {
    auto object = ObjectReader(session).findByUid(user, found.object.uid);
    if (!object) return std::nullopt;
    auto calendar = parseStored(object->text);
    return AccessibleObject{
        .object = std::move(*object), .place = {}, .calendar = std::move(calendar), .recurrenceId = found.recurrenceId};
}

void requireManager(dbpool::ReadSession& session, const Caller& caller, const CalendarUser& resource, EventId event) {
    const auto found = principals::ResourceReader(session).find({resource.id});
    using principals::BookingPrivilege;
    const bool manages = found && privilegeOf(found->booking, caller.user, caller.groups) == BookingPrivilege::Delegate;
    if (!manages) forbid(caller, event, "Only who manages the bookings of a resource can answer for it.");
}

/// A resource's own object, which is in no folder.
AccessibleObject findOfResource(dbpool::ReadSession& session, const Caller& caller, const EventRef& ref) {
    auto [object, recurrenceId] = findAnywhere(session, ref);
    if (!object || object->owner.kind != CalendarUser::Kind::Resource) throwNoEvent(ref.id);
    requireManager(session, caller, object->owner, ref.id);
    auto calendar = parseStored(object->text);
    return {.object = std::move(*object),
            .place = {},
            .calendar = std::move(calendar),
            .recurrenceId = std::move(recurrenceId)};
}

/// Whom the client names; nothing: nobody of the context.
std::optional<CalendarUser> named(const Attendees& attendees, const std::string& attendee) {
    const auto id = attendeeIdOf(attendee);
    if (!id) return attendees.local(attendee);
    switch (id->kind) {
        case AttendeeId::Kind::User: return CalendarUser::of(UserId{id->id});
        case AttendeeId::Kind::Resource: return CalendarUser::of(principals::ResourceId{id->id});
        case AttendeeId::Kind::Group: break;
    }
    throwNoPart();
}

Answering answerOfOutsider(const Caller& caller, AccessibleObject found, const Attendees& attendees,
                           const std::string& attendee) {
    auto uri = attendees.uri(attendee);
    if (!uri) throwNoPart();
    if (found.object.role != Role::Organizer)
        forbid(caller, found.object.id, "Only the organizer can answer for somebody else.");
    requireWritable(caller, found);
    return {.found = std::move(found), .uri = std::move(*uri)};
}

}  // namespace

Answering whoseAnswer(dbpool::WriteTransaction& tx, const Writing& writing, const EventRef& event,
                      const std::string& attendee) {
    const Caller& caller = writing.caller;
    requireNoGuest(caller);
    if (event.folder.value == 0) {
        auto found = findOfResource(tx, caller, event);
        const Attendees attendees(tx, found.calendar);
        const auto resource = found.object.owner;
        return answerOf(std::move(found), attendees, resource);
    }
    auto found = findObject(tx, writing.parts.access, caller, event);
    const Attendees attendees(tx, found.calendar);
    const auto owner = found.object.owner;
    const auto self = CalendarUser::of(caller.user);
    std::optional<CalendarUser> who = owner.kind == CalendarUser::Kind::Folder ? self : owner;
    if (!attendee.empty()) who = named(attendees, attendee);
    if (!who) return answerOfOutsider(caller, std::move(found), attendees, attendee);
    if (*who == owner) {
        if (*who != self) requireWritable(caller, found);
        return answerOf(std::move(found), attendees, owner);
    }
    if (who->kind == CalendarUser::Kind::Resource) requireManager(tx, caller, *who, found.object.id);
    if (who->kind == CalendarUser::Kind::User && *who != self)
        forbid(caller, found.object.id, "Nobody answers for others but in their calendars.");
    if (auto copy = copyOf(tx, found, *who)) return answerOf(std::move(*copy), attendees, *who);
    return answerOf(std::move(found), attendees, *who);
}

std::string uriOfAttendee(dbpool::ReadSession& session, const ical::Component& calendar, const std::string& attendee) {
    const Attendees attendees(session, calendar);
    const auto user = named(attendees, attendee);
    const auto uri = user ? attendees.of(*user) : attendees.uri(attendee);
    if (!uri) throwNoPart();
    return *uri;
}

}  // namespace groupware::calendar

#include "groupware/calendar/service/move_event.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/principals/store/addressees.h"

namespace groupware::calendar {
namespace {

[[noreturn]] void forbid(EventId event, const char* text) {
    throw Error(ErrorCode::Forbidden, "event " + std::to_string(event.value) + ": " + text, text);
}

/// Of the context; nobody if it is somebody else, or nobody organizes it.
std::optional<UserId> organizerOf(dbpool::ReadSession& session, const ical::Component& calendar) {
    for (const auto& component : calendar.components()) {
        const auto organizer = component.is("VEVENT") ? ical::organizer(component) : std::nullopt;
        const auto address = organizer ? scheduling::mailAddress(organizer->uri) : std::string();
        if (address.empty()) continue;
        const auto found = principals::addressees(session, {address});
        const auto addressee = found.find(address);
        return addressee == found.end() ? std::nullopt : addressee->second.user;
    }
    return std::nullopt;
}

void requireOwner(dbpool::ReadSession& session, const AccessibleObject& found, const CalendarUser& target) {
    switch (found.object.role) {
        case Role::None: return;
        case Role::Attendee:
            forbid(found.object.id, "An invitation can be moved between the calendars of who was invited only.");
        case Role::Organizer: break;
    }
    if (target.kind == CalendarUser::Kind::Folder) return;
    const auto organizer = organizerOf(session, found.calendar);
    if (!organizer || !target.is(*organizer))
        forbid(found.object.id, "A meeting can be moved to calendars of its organizer and public ones only.");
}

}  // namespace

void move(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found, FolderId target,
          Edit& edit) {
    if (!found.recurrenceId.empty())
        throw Error(ErrorCode::BadRequest, "one instance to another folder", "A series can be moved as a whole only.");
    requireRemovable(writing.caller, found);
    const auto place = writing.parts.access.require(tx, writing.caller, target, folders::Permission::CreateObjects,
                                                    folders::kCalendarModule);
    edit.object.folder = target;
    edit.object.owner = ownerOf(place.folder);
    if (edit.object.owner != found.object.owner) requireOwner(tx, found, edit.object.owner);
}

}  // namespace groupware::calendar

#include "groupware/calendar/service/writable_object.h"

#include "groupware/base/error.h"
#include "groupware/calendar/classification.h"
#include "groupware/calendar/store/event_reader.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/principals/guest.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace groupware::calendar {
namespace {

[[noreturn]] void forbid(const Caller& caller, EventId object, const std::string& text) {
    throw Error(
        ErrorCode::Forbidden,
        "user " + std::to_string(caller.user.value) + " and event " + std::to_string(object.value) + ": " + text, text);
}

void requireVisible(const Caller& caller, const AccessibleObject& found) {
    if (isHidden(caller, found.object, found.calendar)) forbid(caller, found.object.id, "This event is private.");
}

bool isOwn(const Caller& caller, const AccessibleObject& found) {
    return found.object.createdBy == caller.user;
}

}  // namespace

void throwNoEvent(EventId event) {
    throw Error(ErrorCode::NotFound, "no event " + std::to_string(event.value), "This event does not exist.");
}

CalendarUser ownerOf(const folders::Folder& folder) {
    return folder.type == folders::FolderType::Public ? CalendarUser::of(folder.id) : CalendarUser::of(folder.owner);
}

bool isHidden(const Caller& caller, const CalendarObject& object, const ical::Component& calendar) {
    if (object.owner.is(caller.user) || object.createdBy == caller.user) return false;
    const auto& components = calendar.components();
    return std::any_of(components.begin(), components.end(),
                       [](const ical::Component& each) { return each.is("VEVENT") && classOf(each) != Class::Public; });
}

NamedObject findAnywhere(dbpool::ReadSession& session, const EventRef& ref) {
    ObjectReader reader(session);
    if (auto object = reader.find(ref.id)) return {.object = std::move(object), .recurrenceId = ref.recurrenceId};
    const auto instances = EventReader(session).findAll({&ref.id.value, 1});
    if (instances.empty()) return {};
    return {.object = reader.find(instances[0].object.id), .recurrenceId = instances[0].event.recurrenceId};
}

namespace {

/// @param isThere  whether the caller may know of it, by his rights and whether it is his own
template <class IsThere>
AccessibleObject findIf(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller,
                        const EventRef& ref, const IsThere& isThere) {
    auto [object, recurrenceId] = findAnywhere(session, ref);
    if (!object || object->folder != ref.folder) throwNoEvent(ref.id);
    auto place =
        access.require(session, caller, object->folder, folders::Permission::SeeFolder, folders::kCalendarModule);
    if (!isThere(place.rights, object->createdBy == caller.user)) throwNoEvent(ref.id);
    auto calendar = parseStored(object->text);
    return {.object = std::move(*object),
            .place = std::move(place),
            .calendar = std::move(calendar),
            .recurrenceId = std::move(recurrenceId)};
}

}  // namespace

AccessibleObject findObject(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller,
                            const EventRef& ref) {
    return findIf(session, access, caller, ref,
                  [](const folders::Rights& rights, bool own) { return rights.mayRead(own); });
}

AccessibleObject findRemovable(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller,
                               const EventRef& ref) {
    return findIf(session, access, caller, ref,
                  [](const folders::Rights& rights, bool own) { return rights.mayRead(own) || rights.mayRemove(own); });
}

void requireWritable(const Caller& caller, const AccessibleObject& found) {
    requireVisible(caller, found);
    if (!found.place.rights.mayWrite(isOwn(caller, found)))
        forbid(caller, found.object.id, "You may not change this event.");
}

void requireRemovable(const Caller& caller, const AccessibleObject& found) {
    requireVisible(caller, found);
    if (!found.place.rights.mayRemove(isOwn(caller, found)))
        forbid(caller, found.object.id, "You may not take this event out of its folder.");
}

void requireNoGuest(const Caller& caller) {
    if (!principals::isGuest(caller)) return;
    throw Error(ErrorCode::Forbidden, "guest " + std::to_string(caller.user.value) + " changes a meeting",
                "Guests cannot invite, answer or change meetings.");
}

}  // namespace groupware::calendar

#include "groupware/calendar/service/meeting_objects.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/recipients.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/object_reader.h"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace groupware::calendar {
namespace {

/// Of a text that may be one that nobody can read any more, which invites nobody.
formats::ical::Component readable(const CalendarObject& object) {
    try {
        return parseStored(object.text);
    } catch (const Error&) {
        return formats::ical::Component("VCALENDAR");
    }
}

}  // namespace

std::optional<OrganizersObject> organizersObject(dbpool::ReadSession& session, const CalendarObject& copy,
                                                 const formats::ical::Component& calendar) {
    Recipients recipients(session);
    recipients.load(calendar);
    const auto organizer = scheduling::organizerOf(calendar);
    const auto owner = recipients.of(organizer);
    if (!owner || owner->kind != CalendarUser::Kind::User || *owner == copy.owner) return std::nullopt;
    auto object = ObjectReader(session).findByUid(*owner, copy.uid);
    if (!object || object->role != Role::Organizer) return std::nullopt;
    auto organizers = readable(*object);
    recipients.load(organizers);
    const bool isHis = recipients.book().same(scheduling::organizerOf(organizers), organizer);
    if (!isHis || recipients.uriOf(copy.owner, organizers).empty()) return std::nullopt;
    return OrganizersObject{.object = *std::move(object), .calendar = std::move(organizers)};
}

std::vector<CalendarObject> attendeesObjects(dbpool::ReadSession& session, const CalendarObject& organizers) {
    const auto calendar = readable(organizers);
    auto copies = ObjectReader(session).copies(organizers.uid);
    std::map<EventId, std::string> organizerIn;
    std::set<std::string> addresses;
    for (const auto& copy : copies) {
        const auto& said = organizerIn[copy.id] = scheduling::organizerOf(readable(copy));
        addresses.insert(scheduling::mailAddress(said));
    }
    Recipients recipients(session);
    recipients.load(calendar);
    recipients.loadAddresses(std::move(addresses));
    const auto organizer = scheduling::organizerOf(calendar);
    std::erase_if(copies, [&](const CalendarObject& copy) {
        return copy.role != Role::Attendee || copy.owner.kind != CalendarUser::Kind::User || copy.id == organizers.id ||
               recipients.uriOf(copy.owner, calendar).empty() ||
               !recipients.book().same(organizerIn[copy.id], organizer);
    });
    return copies;
}

}  // namespace groupware::calendar

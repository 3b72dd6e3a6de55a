#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/formats/ical/calendar.h"

#include <optional>
#include <vector>

/// Which objects are of one meeting. Its UID does not say so: whoever knows it may store an object with that UID and
/// whatever ORGANIZER and ATTENDEE he likes. What counts is whom the organizer's own object invites. Internal to
/// service/.
namespace groupware::calendar {

/// What the organizer has.
struct OrganizersObject {
    CalendarObject object;
    formats::ical::Component calendar;  ///< of its text
};

/// Of which an attendee's object is a copy. Three statements.
/// @param calendar  of the copy
/// @return nothing if the organizer has no calendar here, or does not invite the copy's owner
[[nodiscard]] std::optional<OrganizersObject> organizersObject(dbpool::ReadSession& session, const CalendarObject& copy,
                                                               const formats::ical::Component& calendar);

/// The copies of the users who take part in a meeting. Three statements.
/// @param organizers  as it is stored
[[nodiscard]] std::vector<CalendarObject> attendeesObjects(dbpool::ReadSession& session,
                                                           const CalendarObject& organizers);

}  // namespace groupware::calendar

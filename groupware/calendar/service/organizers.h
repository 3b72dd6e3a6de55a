#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/scheduling/hand_over.h"
#include "groupware/formats/ical/calendar.h"

#include <string>

/// Who could organize a meeting. Internal to service/.
namespace groupware::calendar {

namespace ical = formats::ical;

/// Whether a person who takes part has no calendar here (rooms and resources do not count): such a meeting keeps its
/// organizer. RFC 5546 section 3.2.2.6 lets another one send a REQUEST, but nothing in it proves that everybody agreed,
/// and programs, this one too, take one for a UID that somebody else organizes for forged.
[[nodiscard]] bool invitesOutside(dbpool::ReadSession& session, const ical::Component& calendar);

/// @throws Error BadRequest for who does not exist or has no address
[[nodiscard]] scheduling::Successor requireSuccessor(dbpool::ReadSession& session, UserId user);

/// Lets somebody take part in all VEVENTs; he has accepted.
void addAttendee(ical::Component& calendar, const scheduling::Successor& who);
/// Takes somebody out of all VEVENTs.
void removeAttendee(ical::Component& calendar, const std::string& uri);

}  // namespace groupware::calendar

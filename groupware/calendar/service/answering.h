#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/writable_object.h"

#include <string>

namespace groupware::calendar {

/// An answer to an invitation: in which object, and of whom. Internal to service/.
struct Answering {
    AccessibleObject found;
    std::string uri{};     ///< of his ATTENDEE line, as it is written there
    bool isOwner = false;  ///< of the calendar that the object is in
};

/// Finds where an answer goes. In a calendar of his own everybody answers for himself; who may write to it answers on
/// its owner's behalf; whoever sees a meeting that he takes part in answers in his own copy, or, if there is none, as
/// in public folders, where it is. The organizer may say what somebody answered who has no calendar here, and who
/// manages the bookings of a resource answers for it.
/// @param attendee  URI or id (attendee_id.h); empty: the owner of the calendar, in a public folder the caller
/// @throws Error NotFound, Forbidden; BadRequest for who takes no part
[[nodiscard]] Answering whoseAnswer(dbpool::WriteTransaction& tx, const Writing& writing, const EventRef& event,
                                    const std::string& attendee);

/// The URI of an attendee's line, as it is written there.
/// @param attendee  URI or id (attendee_id.h)
/// @throws Error BadRequest for who takes no part
[[nodiscard]] std::string uriOfAttendee(dbpool::ReadSession& session, const ical::Component& calendar,
                                        const std::string& attendee);

}  // namespace groupware::calendar

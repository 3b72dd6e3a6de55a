#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/writable_object.h"

#include <optional>

/// Attendees who change the event itself, because its organizer lets them (EventFields::attendeesMayChange). Internal
/// to service/.
namespace groupware::calendar {

/// A change of an attendee's copy in its two parts.
struct AttendeeChange {
    AccessibleObject organizers;  ///< the organizer's copy, which the caller may change for this
    EventChange shared{};         ///< of it: what everybody has; its organizer and this permission stay
    EventChange own{};            ///< of the attendee's copy afterwards: alarms, transparency, categories and color
};

/// Nothing if the change is of what is the attendee's only, or the organizer, who has to have a calendar in this
/// context, does not invite him or lets nobody: then the rules for attendees hold. Statements only where the copy says
/// that he lets them.
[[nodiscard]] std::optional<AttendeeChange> attendeeChangeOf(dbpool::WriteTransaction& tx, const Writing& writing,
                                                             const AccessibleObject& found, const EventChange& wanted);

}  // namespace groupware::calendar

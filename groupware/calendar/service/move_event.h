#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/service/edit.h"

namespace groupware::calendar {

/// Puts an object into another folder: of the same calendar user any; what concerns nobody else anywhere; a meeting
/// where its organizer has it. What becomes of the others' copies is for Scheduling:
///
/// | from | to | organizer | attendees |
/// | --- | --- | --- | --- |
/// | organizer's | public | stays; his alarms and what his programs note go | users keep no copies |
/// | public | public | stays | |
/// | public | organizer's | stays, and takes part | users get copies |
/// | public | another's | the owner, if nobody outside takes part; the old one takes part | users get copies |
/// | organizer's | another's | the owner, if nobody outside takes part | the old organizer leaves; a copy that the new
/// one has goes, but for its alarms |
///
/// What is Foreign in a public folder, and what somebody has of a meeting that he neither organizes nor is invited to,
/// goes anywhere as it is, like an import: nobody hears of it.
///
/// Internal to service/.
/// @throws Error BadRequest for a single instance; Forbidden for an attendee's copy, for a public folder that a user
///         who takes part cannot read, and for another organizer of
/// people
///         outside; Conflict; NotFound
void move(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found, FolderId target,
          Edit& edit);

}  // namespace groupware::calendar

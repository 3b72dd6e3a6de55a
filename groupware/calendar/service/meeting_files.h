#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/attachments/attachment.h"
#include "groupware/base/caller.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/service/calendar_service.h"

/// Files of events, inside of the transaction that changes them. Those of a meeting hang on the organizer's object and
/// on the copies of all users who take part: the same files, counted once (attachments/service/shared_attachments.h).
/// Who may read a copy may read them there. Internal to service/.
namespace groupware::calendar {

/// An attendee cannot change what hangs on everybody's copy; his copy of an invitation from outside is his own.
/// @throws Error Forbidden
void requireOwnFiles(dbpool::ReadSession& session, const CalendarObject& object);

/// Other files hang on `object`: its row says how many, and the copies of who takes part in the meeting get the same.
/// @param object  as it is stored
void filesChanged(dbpool::WriteTransaction& tx, const Caller& caller, const CalendarObject& object,
                  const attachments::Summary& summary);

/// What hangs on `from` hangs on a new object, too, whose row says so already.
void shareFiles(dbpool::WriteTransaction& tx, const CalendarObject& from, EventId to);

/// Whether changeFiles() will do anything to the files of a stored object.
[[nodiscard]] bool changesFiles(dbpool::ReadSession& session, const CalendarObject& object, const FileChange& change);

/// Changes the files of an object that was stored just now.
/// @param from  whose files it has, too: the series that it was a part of; null for none
/// @return whether any came or went
/// @throws Error Forbidden as requireOwnFiles(); TooLarge, QuotaExceeded
bool changeFiles(dbpool::WriteTransaction& tx, const Caller& caller, const CalendarObject& object,
                 const FileChange& change, const CalendarObject* from = nullptr);

}  // namespace groupware::calendar

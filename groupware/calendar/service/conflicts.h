#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/service/edit.h"

#include <chrono>
#include <vector>

namespace groupware::calendar {

/// How far ahead the instances of a series are compared.
inline constexpr std::chrono::days kConflictHorizon{366};

/// Who is busy when an event is to take place: its owner, attendees and resources that have not declined, in each
/// instance from now on. Who took part before is asked about instances at new times only. Nothing unless
/// `options.checkConflicts`; at most `calendar.conflicts`, those that cannot be ignored first; no further ahead than
/// `calendar.freeBusyRange`. Of those who have more than ten times `calendar.freeBusyPeriods` events in that time, not
/// all are found. Internal to service/.
[[nodiscard]] std::vector<Conflict> conflictsOf(dbpool::ReadSession& session, const Writing& writing, const Edit& edit);

/// The same for the owner alone, who accepts an invitation.
[[nodiscard]] std::vector<Conflict> conflictsOfOwner(dbpool::ReadSession& session, const Writing& writing,
                                                     const Edit& edit);

}  // namespace groupware::calendar

#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/service/edit.h"

/// Who takes part in an event that comes as fields. Internal to service/.
namespace groupware::calendar {

/// Settles organizer and attendees as `wanted` is to say them: those named by id get addresses and names, groups become
/// their members, each once. Who owns the calendar organizes what others take part in, and takes part himself; in a
/// public folder the caller organizes. An event with nobody but its owner is no meeting. What somebody of the context
/// answers is his own: new ones have not answered, others keep their answers.
///
/// In somebody's copy of a meeting that another organizes ids become addresses; what is his the rules of scheduling
/// say.
/// @param before  what the event said; nothing of importance for a new one
/// @throws Error BadRequest for who does not exist, TooLarge for too many, Forbidden for guests
void settlePeople(dbpool::ReadSession& session, const Writing& writing, const Edit& edit, const EventFields& before,
                  EventFields& wanted);

}  // namespace groupware::calendar

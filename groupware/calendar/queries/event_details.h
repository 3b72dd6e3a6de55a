#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/queries/event_view.h"

#include <vector>

namespace groupware::calendar {

/// Fills in Event::fields and, of series, the ids of changed and deleted instances, from the texts: one statement for
/// 512 objects, each parsed once; one more for what is the caller's own of events in calendars that are not his.
/// Internal to service/.
void addFields(dbpool::ReadSession& session, const Caller& caller, const EventView& view, std::vector<Event>& events);

}  // namespace groupware::calendar

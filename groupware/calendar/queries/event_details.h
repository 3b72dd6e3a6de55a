#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/event_view.h"

#include <cstddef>
#include <vector>

namespace groupware::calendar {

/// Fills in Event::fields and, of series, the ids of changed and deleted instances, from the texts: one statement for
/// 500 objects, and one for each text of more than 64 KiB; one more for what is the caller's own of events in calendars
/// that are not his. Each object is parsed once, and neither texts nor what is parsed are kept behind their page.
/// @param most  octets that all fields may have; see field_octets.h
/// @throws Error TooLarge beyond them
/// Internal to queries/ and who reads as it does.
void addFields(dbpool::ReadSession& session, const Caller& caller, const EventView& view, std::size_t most,
               std::vector<Event>& events);
/// That, or only hints of what is the caller's own, as the details ask.
void addDetails(dbpool::ReadSession& session, const Caller& caller, const EventView& view, std::size_t most,
                const Details& details, std::vector<Event>& events);

}  // namespace groupware::calendar

#pragma once

#include "groupware/base/freshness.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/limits.h"
#include "groupware/formats/ical/zones.h"

#include <cstddef>
#include <string>
#include <string_view>

/// What events must be like when they come as fields. Texts of calendar clients are kept as they are if index.h takes
/// them. Pure.
namespace groupware::calendar {

/// Refuses text that is not UTF-8, has control characters other than line breaks and tabs, or is too long.
/// @param what  names the field in the message
/// @throws Error BadRequest, TooLarge
void requireText(std::string_view what, std::string_view text, std::size_t maxCharacters);

/// Tidies what clients get slightly wrong: a whole day ends a day after it starts at least; UNTIL gets the form that
/// the start asks for (RFC 5545 section 3.3.10); addresses get their "mailto:"; categories lose blanks; an instance has
/// no rule of its own; what is listed twice is listed once.
/// @param zones  of the calendar object that the fields are for
void settle(EventFields& fields, ical::Zones& zones);

/// @param fields  settled
/// @throws Error BadRequest for what makes no sense, TooLarge for what is too long or too much
void requireValid(const EventFields& fields, const Limits& limits, ical::Zones& zones);

/// The same for a change: what was there already is not the fault of who makes it, as long as it stays what it was.
void requireValidChange(const EventFields& before, const EventFields& after, const Limits& limits, ical::Zones& zones);

/// The optimistic lock: what the client last saw must still be so.
/// @throws Error PreconditionFailed if the object changed later
void requireUnchanged(const CalendarObject& object, Seq lastSeen);

}  // namespace groupware::calendar

#pragma once

#include "groupware/calendar/event.h"
#include "groupware/formats/ical/calendar.h"

/// CLASS. RFC 5545 section 3.8.1.3. Pure.
namespace groupware::calendar {

/// What a VEVENT says by itself: public if it says nothing, private if it says what nobody knows.
[[nodiscard]] Class classOf(const formats::ical::Component& event);

/// What counts: an instance that says nothing is as its series is. Clients that make a series private do not touch the
/// instances that were changed before.
/// @param series  null if the object has none
[[nodiscard]] Class classOf(const formats::ical::Component& event, const formats::ical::Component* series);

}  // namespace groupware::calendar

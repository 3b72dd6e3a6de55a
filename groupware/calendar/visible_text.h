#pragma once

#include "groupware/formats/ical/calendar.h"

/// Texts of calendar objects for those they do not belong to. Pure.
namespace groupware::calendar {

/// The object without what is private of it: of such VEVENTs nothing is left but when they are, their UID, and what
/// they make of the owner's time. RFC 5545 section 3.8.1.3.
/// @return whether anything was left out
bool hidePrivate(formats::ical::Component& calendar);

}  // namespace groupware::calendar

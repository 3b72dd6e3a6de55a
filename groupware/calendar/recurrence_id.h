#pragma once

#include "groupware/formats/ical/time_value.h"
#include "groupware/formats/ical/zones.h"

namespace groupware::calendar {

/// The RECURRENCE-ID of an instance in the form and zone of the start of its series, as RFC 5545 section 3.8.4.4 wants
/// it, whatever a client wrote: a date means the instance of that day, a time without zone is where the series is.
/// @param zones  of the calendar object; floating times where who wrote it is
[[nodiscard]] formats::ical::TimeValue likeStart(const formats::ical::TimeValue& id,
                                                 const formats::ical::TimeValue& start, formats::ical::Zones& zones);

}  // namespace groupware::calendar

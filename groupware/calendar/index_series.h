#pragma once

#include "groupware/calendar/index.h"
#include "groupware/formats/ical/time_value.h"
#include "groupware/formats/ical/zones.h"

#include <string>
#include <string_view>
#include <vector>

/// Parts of indexObject(). Internal.
namespace groupware::calendar {

/// What a TZID of a calendar object means: a name in the time zone database, or, where nobody knows it, the TZID
/// itself if the object defines it. Nothing else: then its times are floating.
[[nodiscard]] std::optional<std::string> zoneNamed(std::string_view tzid, const formats::ical::Component& calendar,
                                                   const TimeContext& times);

/// IndexedEvent::recurrence: a calendar with only what says when a series happens.
/// @param replaced  RECURRENCE-IDs in the form of its start
/// @throws Error BadRequest for more instances than may be
[[nodiscard]] formats::ical::Component seriesOf(const formats::ical::Component& calendar,
                                                const formats::ical::Component& series,
                                                const std::vector<formats::ical::TimeValue>& replaced,
                                                const TimeContext& times, const Bounds& bounds);

}  // namespace groupware::calendar

#pragma once

#include "groupware/calendar/index.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/time_value.h"
#include "groupware/formats/ical/zones.h"

#include <chrono>
#include <cstddef>
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

/// Most instances that a series has in any so many days; never less than there are.
[[nodiscard]] std::size_t mostWithin(std::chrono::days length, const formats::ical::Recurrence& recurrence);

}  // namespace groupware::calendar

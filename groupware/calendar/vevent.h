#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/event.h"
#include "groupware/formats/ical/alarm.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/time_context.h"
#include "groupware/formats/ical/zones.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// VEVENTs (RFC 5545 section 3.6.1) to what they say and back. Pure.
///
/// A setter changes the lines of what is really different and leaves all others as they are: octets, unknown
/// parameters and properties, other components.
namespace groupware::calendar {

/// A calendar with one VEVENT that has a UID, DTSTAMP and CREATED.
[[nodiscard]] ical::Component makeEventCalendar(const std::string& uid, Instant now);

/// What a VEVENT says. What cannot be read is as if it was not there; an unknown CLASS is private (RFC 5545 section
/// 3.8.1.3); an end before the start is the start.
/// @param zones  of its calendar object
[[nodiscard]] EventFields fieldsOf(const ical::Component& event, ical::Zones& zones);

/// Makes a VEVENT say `wanted`.
///
/// Items of lists (attendees, alarms, attachments, ...) without origin are taken for those that are there if they are
/// the same: attendees by URI, alarms by UID or by all that they say. What a new description leaves behind
/// in other words (ALTREP, X-ALT-DESC) is removed.
/// @param wanted  valid and settled (rules.h). Without uid the one that is there stays
/// @throws Error BadRequest for a property that cannot be written
void putFields(ical::Component& event, const EventFields& wanted, ical::Zones& zones);

/// VALARMs alone, as they are in any component; also of events in calendars of others.
[[nodiscard]] std::vector<Alarm> alarmsOf(const ical::Component& component);
void putAlarms(ical::Component& component, std::vector<Alarm> wanted);
/// When an alarm rings; nothing if it says no duration and no time.
[[nodiscard]] std::optional<ical::Trigger> triggerOf(const Alarm& alarm);

/// DTSTAMP and LAST-MODIFIED. RFC 5545 sections 3.8.7.2 and 3.8.7.3.
void stamp(ical::Component& event, Instant now);

/// Gives a calendar object the VTIMEZONEs of the zones that it names, as far as the system knows them, and takes away
/// those of zones that it names no longer. Definitions that are there stay. RFC 5545 section 3.6.5.
/// @param usedBefore  ical::zonesUsed() before it was changed
void settleTimeZones(ical::Component& calendar, const std::vector<std::string>& usedBefore,
                     const ical::TimeContext& times);

/// CLASS and STATUS. RFC 5545 sections 3.8.1.3 and 3.8.1.11.
[[nodiscard]] const char* wordOf(Class classification);
[[nodiscard]] const char* wordOf(Status status);  ///< "" for none

/// Whether a property has a member of EventFields, and so is none of `extended`.
[[nodiscard]] bool hasMember(std::string_view property);

}  // namespace groupware::calendar

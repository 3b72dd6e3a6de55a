#pragma once

#include "groupware/formats/lines/component.h"
#include "groupware/formats/tzif/time_zone.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::ical {

/// TZIDs that properties of the calendar or its components name, each once, in the order of their first use. What
/// VTIMEZONEs define does not count.
[[nodiscard]] std::vector<std::string> zonesUsed(const lines::Component& calendar);

/// The VTIMEZONE of that TZID; null if there is none.
[[nodiscard]] const lines::Component* findTimeZone(const lines::Component& calendar, std::string_view tzid);

/// The first year in which a property of the calendar or its components has a time with that TZID, at most the one
/// before 2100; 1970 if there is none.
[[nodiscard]] std::chrono::year firstUse(const lines::Component& calendar, std::string_view tzid);

/// What a VTIMEZONE says, from 1970 to 2100; before and after, offsets do not change. RFC 5545 section 3.6.5.
/// @throws Error BadRequest if it has no observance, or one without a time, offset or valid rule; TooLarge beyond 2,000
///         changes of offset
[[nodiscard]] tzif::TimeZone timeZoneOf(const lines::Component& definition);

/// Defines a zone for clients, as short as it can be: changes of offset since `from`, and rules for those that go on
/// for ever. Without rules, changes up to `to` are listed.
/// @param name  becomes TZID and, for old Mozilla and Apple clients, X-LIC-LOCATION
[[nodiscard]] lines::Component defineTimeZone(const std::string& name, const tzif::TimeZone& zone,
                                              std::chrono::sys_seconds from, std::chrono::sys_seconds to);

}  // namespace groupware::formats::ical

#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/availability.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/formats/json/json.h"

#include <vector>

/// Availability in the words of the chronos interface: `{"availableTimes":[{"id","user","uid","created","modified",
/// "rrule","start","end","summary"}]}`.
namespace groupware::calendar::api {

namespace json = groupware::formats::json;

[[nodiscard]] json::Object::Ptr availabilityJson(const std::vector<AvailableTime>& available, UserId user);

/// @param find  the time zones that may be named
/// @param now   when times without `created` were made
/// @throws Error BadRequest naming what is wrong, TooLarge for too many
[[nodiscard]] std::vector<AvailableTime> availabilityIn(const json::Object& body, const ical::FindZone& find,
                                                        Instant now);

}  // namespace groupware::calendar::api

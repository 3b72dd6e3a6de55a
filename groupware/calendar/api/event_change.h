#pragma once

#include "groupware/calendar/service/calendar_service.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/formats/json/json.h"

namespace groupware::calendar::api {

namespace json = groupware::formats::json;

/// What a client sends of an event. Absent members stay as they are, null and "" delete what may be absent. What only
/// the server decides (ids, stamps, flags, organizer, ...) and unknown members are ignored: clients send what they were
/// sent. `folder` moves the event.
/// @param find  zones that clients may name
/// @throws Error BadRequest for members of a wrong type or with a value that is none
/// @note `fields` of the result throws the same for what depends on the event that it changes
[[nodiscard]] EventChange eventChangeOf(const json::Object& event, const ical::FindZone& find);

}  // namespace groupware::calendar::api

#pragma once

#include "groupware/calendar/service/calendar_service.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/formats/json/json.h"

#include <string>

namespace groupware::calendar::api {

namespace json = groupware::formats::json;

/// The body of `new` and `update`.
struct EventBody {
    EventChange change;
    std::string comment{};  ///< for messages to attendees
};

/// An event, or `{"event":{...},"comment":"..."}`.
/// @throws Error BadRequest as eventChangeOf()
[[nodiscard]] EventBody eventBodyOf(const json::Value& body, const ical::FindZone& find);

}  // namespace groupware::calendar::api

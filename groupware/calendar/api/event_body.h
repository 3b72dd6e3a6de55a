#pragma once

#include "groupware/calendar/service/calendar_service.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/formats/json/json.h"

#include <string>

namespace groupware::calendar::api {

namespace json = groupware::formats::json;

/// The body of `new` and `update`.
struct EventBody {
    EventChange change;     ///< with the stored files that stay, if the list of attachments is to change
    std::string comment{};  ///< for messages to attendees
};

/// An event, or `{"event":{...},"comment":"..."}`.
/// @param isNew  so that it has to say when it is
/// @throws Error BadRequest as eventChangeOf()
[[nodiscard]] EventBody eventBodyOf(const json::Value& body, const ical::FindZone& find, bool isNew);

}  // namespace groupware::calendar::api

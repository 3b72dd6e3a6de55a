#pragma once

#include "groupware/calendar/event.h"
#include "groupware/formats/json/json.h"

#include <vector>

/// Alarms in the words of the JSON interface.
namespace groupware::calendar::api {

namespace json = groupware::formats::json;

/// `{"id":1,"uid":"...","action":"DISPLAY","trigger":{"duration":"-PT15M","related":"START"}}`. The id is the alarm's
/// place among those of its event, from 1.
[[nodiscard]] json::Object::Ptr alarmJson(const Alarm& alarm);
[[nodiscard]] json::Array::Ptr alarmsJson(const std::vector<Alarm>& alarms);

/// The alarms that a client wants. Those that are among `before`, by uid or id, keep what it does not say.
/// @throws Error BadRequest
[[nodiscard]] std::vector<Alarm> alarmsOf(const json::Array& list, const std::vector<Alarm>& before);

}  // namespace groupware::calendar::api

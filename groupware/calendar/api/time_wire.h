#pragma once

#include "groupware/api/action.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/formats/ical/time_context.h"
#include "groupware/formats/json/json.h"
#include "groupware/formats/json/writer.h"

#include <optional>
#include <string_view>

/// Times in the words of the JSON interface.
namespace groupware::calendar::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// `{"value":"20260301T100000","tzid":"Europe/Berlin"}`; UTC has a Z and the zone "UTC"; days have no time and, as
/// floating times, no zone.
[[nodiscard]] json::Written timeJson(const ical::TimeValue& time);

/// The opposite. A time without zone that ends in Z is UTC; the zone "UTC" needs no Z.
/// @param what  names it in messages
/// @throws Error BadRequest for what is no time, a zone that `find` does not know, a zone beside a Z
[[nodiscard]] ical::TimeValue timeOf(const json::Value& value, std::string_view what, const ical::FindZone& find);

/// When an event starts or ends, in the form that its text has.
/// @param instant  `event.start` or `event.end`
/// @param times  of the caller
[[nodiscard]] ical::TimeValue timeOfEvent(const Event& event, Instant instant, const ical::TimeContext& times);

/// `20260301T000000Z`, or a day, which is its midnight in UTC.
/// @throws CodedError SVL-0010 for anything else; SVL-0002 if it is missing
[[nodiscard]] Instant requireUtc(const engine::Call& call, std::string_view parameter);

/// `rangeStart` and `rangeEnd`. @throws CodedError as requireUtc(), SVL-0010 if it ends before it starts
[[nodiscard]] TimeRange requireRange(const engine::Call& call);
/// Nothing without both.
[[nodiscard]] std::optional<TimeRange> rangeOf(const engine::Call& call);

}  // namespace groupware::calendar::api

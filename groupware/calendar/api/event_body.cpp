#include "groupware/calendar/api/event_body.h"

#include "groupware/calendar/api/event_change.h"

namespace groupware::calendar::api {

EventBody eventBodyOf(const json::Value& body, const ical::FindZone& find) {
    const auto object = json::requireObject(body, "the event");
    if (!object->has("event")) return {.change = eventChangeOf(*object, find)};
    return {.change = eventChangeOf(*json::requireObject(object->get("event"), "the event"), find),
            .comment = json::text(*object, "comment").value_or("")};
}

}  // namespace groupware::calendar::api

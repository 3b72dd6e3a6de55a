#include "groupware/calendar/api/event_body.h"

#include "groupware/base/error.h"
#include "groupware/calendar/api/event_change.h"
#include "groupware/calendar/api/event_words.h"

namespace groupware::calendar::api {

EventBody eventBodyOf(const json::Value& body, const ical::FindZone& find, bool isNew) {
    const auto outer = json::requireObject(body, "the event");
    const bool wrapped = outer->has("event");
    const auto event = wrapped ? json::requireObject(outer->get("event"), "the event") : outer;
    if (isNew && !event->has("startDate"))
        throw Error(ErrorCode::BadRequest, "event without start", "An event needs a startDate.");
    EventBody result{.change = eventChangeOf(*event, find)};
    if (wrapped) result.comment = json::text(*outer, "comment").value_or("");
    if (!event->has("attachments")) return result;
    const auto list = json::array(*event, "attachments");
    result.change.files.kept = list ? storedFilesOf(*list) : std::vector<std::int64_t>();
    return result;
}

}  // namespace groupware::calendar::api

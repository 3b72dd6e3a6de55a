#include "groupware/calendar/api/update_attendee.h"

#include "groupware/calendar/api/alarm_wire.h"
#include "groupware/calendar/api/people_wire.h"
#include "groupware/calendar/api/wire.h"
#include "groupware/formats/lines/ascii.h"

#include <string>

namespace groupware::calendar::api {
namespace {

using Answer = CalendarService::Answer;

std::optional<bool> transparentOf(const json::Object& attendee) {
    const auto word = json::text(attendee, "transp");
    if (!word) return std::nullopt;
    const bool transparent = formats::lines::equal(*word, "TRANSPARENT");
    if (!transparent && !formats::lines::equal(*word, "OPAQUE"))
        throw Error(ErrorCode::BadRequest, "unknown transp", "'transp' must be OPAQUE or TRANSPARENT.");
    return transparent;
}

/// `{"attendee":{...},"alarms":[...]}`, or the attendee alone.
Answer answerOf(const json::Value& value) {
    const auto body = json::requireObject(value, "the attendee");
    const auto attendee = body->has("attendee") ? json::requireObject(body->get("attendee"), "the attendee") : body;
    Answer answer{.partStat = partStatOf(json::text(*attendee, "partStat").value_or("")),
                  .comment = json::text(*attendee, "comment").value_or(""),
                  .transparent = transparentOf(*attendee)};
    for (const char* name : {"uri", "email", "entity"}) {
        if (attendee->has(name) && !attendee->get(name).isEmpty()) answer.attendee = uriOf(*attendee);
    }
    if (const auto alarms = json::array(*body, "alarms"); alarms && body != attendee)
        answer.alarms = alarmsOf(*alarms, {});
    return answer;
}

}  // namespace

engine::Result UpdateAttendee::handle(const Caller& caller, const engine::Call& call) {
    const EventRef event = eventRefOf(call);
    const WriteCall asked(call, true);
    return results_.answer(caller, asked, service_.answer(caller, event, answerOf(call.json()), asked.options()));
}

}  // namespace groupware::calendar::api

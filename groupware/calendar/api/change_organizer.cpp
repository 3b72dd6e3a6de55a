#include "groupware/calendar/api/change_organizer.h"

#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result ChangeOrganizer::handle(const Caller& caller, const engine::Call& call) {
    const EventRef event = eventRefOf(call);
    WriteCall asked(call, true);
    const auto body = json::requireObject(call.json(), "the organizer");
    const auto organizer = body->has("organizer") ? json::requireObject(body->get("organizer"), "the organizer") : body;
    const auto entity = json::integer(*organizer, "entity");
    if (!entity) throw Error(ErrorCode::BadRequest, "organizer without id", "The new organizer needs an entity.");
    asked.options().comment = json::text(*body, "comment").value_or("");
    return results_.answer(caller, asked, service_.changeOrganizer(caller, event, UserId{*entity}, asked.options()));
}

}  // namespace groupware::calendar::api

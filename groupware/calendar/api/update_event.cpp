#include "groupware/calendar/api/update_event.h"

#include "groupware/calendar/api/event_body.h"
#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result UpdateEvent::handle(const Caller& caller, const engine::Call& call) {
    const EventRef event = eventRefOf(call);
    WriteCall asked(call, true);
    auto body = eventBodyOf(call.json(), view_.zones());
    asked.options().comment = body.comment;
    if (body.change.folder == event.folder) body.change.folder.reset();
    return results_.answer(caller, asked, service_.update(caller, event, body.change, asked.options()));
}

}  // namespace groupware::calendar::api

#include "groupware/calendar/api/move_event.h"

#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result MoveEvent::handle(const Caller& caller, const engine::Call& call) {
    const EventRef event = eventRefOf(call);
    const FolderId target = folderId(call.require("targetFolder"));
    const WriteCall asked(call, true);
    return results_.answer(caller, asked, service_.update(caller, event, {.folder = target}, asked.options()));
}

}  // namespace groupware::calendar::api

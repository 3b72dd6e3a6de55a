#include "groupware/calendar/api/new_event.h"

#include "groupware/calendar/api/event_body.h"
#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result NewEvent::handle(const Caller& caller, const engine::Call& call) {
    const FolderId folder = folderId(call.require("folder"));
    WriteCall asked(call, false);
    auto body = eventBodyOf(call.json(), view_.zones());
    asked.options().comment = body.comment;
    body.change.folder.reset();  // the parameter says where
    return results_.answer(caller, asked, service_.create(caller, folder, body.change, asked.options()));
}

}  // namespace groupware::calendar::api

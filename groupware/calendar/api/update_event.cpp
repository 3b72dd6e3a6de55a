#include "groupware/calendar/api/update_event.h"

#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result UpdateEvent::handle(const Caller& caller, const engine::Call& call) {
    const EventRef event = eventRefOf(call);
    WriteCall asked(call, true);
    return writing_.run(caller, call, event, asked, [&](EventChange change, const WriteOptions& options) {
        if (change.folder == event.folder) change.folder.reset();
        return writing_.service().update(caller, event, change, options);
    });
}

}  // namespace groupware::calendar::api

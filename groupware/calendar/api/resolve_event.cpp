#include "groupware/calendar/api/resolve_event.h"

namespace groupware::calendar::api {

engine::Result ResolveEvent::handle(const Caller& caller, const engine::Call& call) {
    const EventSelection selection(call);
    const Event event = queries_.byUid(caller, call.require("id"));
    engine::Result answer;
    answer.data = view_.object(caller, selection, event);
    answer.timestamp = event.seq;
    return answer;
}

}  // namespace groupware::calendar::api

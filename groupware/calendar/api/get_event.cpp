#include "groupware/calendar/api/get_event.h"

#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result GetEvent::handle(const Caller& caller, const engine::Call& call) {
    const EventSelection selection(call);
    const Event event = queries_.get(caller, eventRefOf(call));
    engine::Result answer;
    answer.data = view_.object(caller, selection, event);
    answer.timestamp = event.seq;
    return answer;
}

}  // namespace groupware::calendar::api

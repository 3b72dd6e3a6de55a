#include "groupware/calendar/api/list_events.h"

#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result ListEvents::handle(const Caller& caller, const engine::Call& call) {
    const EventSelection selection(call);
    const auto found = queries_.list(caller, eventRefsOf(call.json()), selection.details());
    engine::Result answer;
    answer.data = view_.list(caller, selection, found.events);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api

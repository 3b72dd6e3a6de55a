#include "groupware/calendar/api/list_needs_action.h"

#include "groupware/calendar/api/time_wire.h"

namespace groupware::calendar::api {

engine::Result ListNeedsAction::handle(const Caller& caller, const engine::Call& call) {
    const EventSelection selection(call);
    const auto found = queries_.needsAction(caller, requireRange(call), selection.details());
    engine::Result answer;
    answer.data = view_.list(caller, selection, found.events);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api

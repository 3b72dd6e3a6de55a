#include "groupware/tasks/api/list_tasks.h"

#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result ListTasks::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = engine::parseListing(call, view_.columns());
    const auto found = service_.list(caller, taskRefsOf(call.json()), detailsFor(listing));
    engine::Result answer;
    answer.data = view_.rows(found.tasks, listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::tasks::api

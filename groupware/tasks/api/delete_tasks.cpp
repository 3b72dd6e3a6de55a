#include "groupware/tasks/api/delete_tasks.h"

#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result DeleteTasks::handle(const Caller& caller, const engine::Call& call) {
    const Seq seen{call.requireInteger("timestamp")};
    return refusals(service_.remove(caller, taskRefsOf(call.json()), seen));
}

}  // namespace groupware::tasks::api

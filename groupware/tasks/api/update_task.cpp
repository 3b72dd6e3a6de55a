#include "groupware/tasks/api/update_task.h"

#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result UpdateTask::handle(const Caller& caller, const engine::Call& call) {
    const auto task = taskRefOf(call);
    const Seq seen{call.requireInteger("timestamp")};
    const auto body = json::requireObject(call.json(), "the task");
    return written(service_.update(caller, task, changeOf(*body, view_.localTime(caller, call)), seen));
}

}  // namespace groupware::tasks::api

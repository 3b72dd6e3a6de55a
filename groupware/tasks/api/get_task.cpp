#include "groupware/tasks/api/get_task.h"

#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result GetTask::handle(const Caller& caller, const engine::Call& call) {
    const Task task = service_.get(caller, taskRefOf(call));
    engine::Result answer;
    answer.data = view_.object(task, caller, call);
    answer.timestamp = task.seq;
    return answer;
}

}  // namespace groupware::tasks::api

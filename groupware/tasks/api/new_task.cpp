#include "groupware/tasks/api/new_task.h"

#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result NewTask::handle(const Caller& caller, const engine::Call& call) {
    const auto body = json::requireObject(call.json(), "the task");
    auto change = changeOf(*body, view_.localTime(caller, call));
    if (!change.folder) {
        if (const auto folder = call.parameter("folder")) change.folder = folderId(*folder);
    }
    return written(service_.create(caller, change));
}

}  // namespace groupware::tasks::api

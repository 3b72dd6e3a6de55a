#include "groupware/tasks/api/export_tasks.h"

#include "groupware/api/streamed_file.h"
#include "groupware/tasks/api/wire.h"
#include "groupware/tasks/service/task_export.h"

#include <memory>

namespace groupware::tasks::api {

engine::Result ExportTasks::handle(const Caller& caller, const engine::Call& call) {
    const auto folder = call.parameter("folder");
    // Shared because functions are copied; the stream that is answered is its only owner.
    auto tasks = std::make_shared<TaskExport>(folder ? service_.exportFolder(caller, folderId(*folder))
                                                     : service_.exportTasks(caller, taskRefsOf(call.json())));
    return engine::streamFile("text/calendar; charset=utf-8", "tasks.ics", [tasks] { return tasks->next(); });
}

}  // namespace groupware::tasks::api

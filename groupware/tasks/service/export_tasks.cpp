#include "groupware/tasks/calendar_file.h"
#include "groupware/tasks/service/task_access.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/store/task_reader.h"

#include <set>

namespace groupware::tasks {
namespace {

std::string fileOf(dbpool::ReadSession& session, const std::vector<Task>& tasks) {
    std::vector<std::int64_t> ids;
    for (const Task& task : tasks) ids.push_back(task.id.value);
    auto texts = TaskReader(session).texts(ids);
    std::vector<std::string> objects;
    for (const Task& task : tasks) {
        auto text = texts.find(task.id);
        if (text != texts.end()) objects.push_back(std::move(text->second));
    }
    return writeTodoFile(objects);
}

}  // namespace

std::string TaskService::exportFolder(const Caller& caller, FolderId folder) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        const auto tasks =
            TaskReader(session).list(folder, visibilityFor(caller, place.rights), limits().listLength + 1);
        requireListLength(tasks.size());
        return fileOf(session, tasks);
    });
}

std::string TaskService::exportTasks(const Caller& caller, std::span<const TaskRef> wanted) const {
    requireListLength(wanted.size());
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return fileOf(session, readable(session, caller, wanted));
    });
}

}  // namespace groupware::tasks

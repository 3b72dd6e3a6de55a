#include "groupware/tasks/service/folder_tasks.h"

#include "groupware/base/error.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/reminders/service/set_reminder.h"
#include "groupware/tasks/service/leave_task.h"
#include "groupware/tasks/service/task_writing.h"
#include "groupware/tasks/store/task_reader.h"

#include <cstdint>
#include <vector>

namespace groupware::tasks {

int FolderTasks::remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) {
    TaskReader reader(tx);
    const auto tasks = reader.everything(folder, static_cast<std::size_t>(atMost));
    std::vector<std::int64_t> erased;
    for (const Task& task : tasks) {
        if (task.home == folder) erased.push_back(task.id.value);
    }
    eraseTasks(tx, erased);
    if (erased.size() == tasks.size()) return static_cast<int>(tasks.size());
    const auto here = folders::FolderReader(tx).find(folder);
    for (const Task& task : tasks) {
        if (task.home != folder && here) leaveTask(tx, task, here->owner, caller, clock_.now());
    }
    return static_cast<int>(tasks.size());
}

int FolderTasks::moveToTrash(dbpool::WriteTransaction& /*tx*/, const Caller& /*caller*/, FolderId /*folder*/,
                             FolderId /*trash*/, int /*atMost*/) {
    throw Error(ErrorCode::BadRequest, "no trash of tasks", "Tasks have no trash.");
}

int FolderTasks::bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) {
    const auto tasks = TaskReader(tx).touchedBy(user, static_cast<std::size_t>(atMost));
    if (!tasks.empty()) bequeathTasks(tx, tasks, user, heir);
    if (static_cast<int>(tasks.size()) < atMost) reminders::removeRemindersOf(tx, user);
    return static_cast<int>(tasks.size());
}

std::map<FolderId, std::int64_t> FolderTasks::count(dbpool::ReadSession& session, std::span<const FolderId> folders) {
    return TaskReader(session).count(folders);
}

}  // namespace groupware::tasks

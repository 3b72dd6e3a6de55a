#include "groupware/tasks/service/folder_tasks.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/reminders/service/set_reminder.h"
#include "groupware/sync/change.h"
#include "groupware/tasks/service/leave_task.h"
#include "groupware/tasks/service/task_writing.h"
#include "groupware/tasks/store/task_reader.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace groupware::tasks {
namespace {

/// Leaves what one transaction can change.
/// @return whether there were more. Whoever counts is told that there may be, as if the batch had been full
bool cutToBudget(std::vector<Task>& tasks) {
    ChangeBudget budget;
    for (std::size_t index = 0; index < tasks.size(); ++index) {
        if (budget.take(tasks[index])) continue;
        tasks.resize(index);
        return true;
    }
    return false;
}

}  // namespace

int FolderTasks::remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) {
    TaskReader reader(tx);
    auto tasks = reader.everything(folder, static_cast<std::size_t>(atMost));
    const bool cut = cutToBudget(tasks);
    std::vector<std::int64_t> erased;
    for (const Task& task : tasks) {
        if (task.home == folder) erased.push_back(task.id.value);
    }
    eraseTasks(tx, erased);
    const int removed = cut ? atMost : static_cast<int>(tasks.size());
    if (erased.size() == tasks.size()) return removed;
    const auto here = folders::FolderReader(tx).find(folder);
    for (const Task& task : tasks) {
        if (task.home != folder && here) leaveTask(tx, task, here->owner, caller, clock_.now());
    }
    return removed;
}

int FolderTasks::moveToTrash(dbpool::WriteTransaction& /*tx*/, const Caller& /*caller*/, FolderId /*folder*/,
                             FolderId /*trash*/, int /*atMost*/) {
    throw Error(ErrorCode::BadRequest, "no trash of tasks", "Tasks have no trash.");
}

int FolderTasks::bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) {
    auto tasks = TaskReader(tx).touchedBy(user, static_cast<std::size_t>(atMost));
    const bool cut = cutToBudget(tasks);
    if (!tasks.empty()) bequeathTasks(tx, tasks, user, heir);
    if (cut) return atMost;
    const int left = atMost - static_cast<int>(tasks.size());
    if (left <= 0) return atMost;
    if (reminders::removeRemindersOf(tx, user) > 0)
        tx.record(sync::change(sync::Kind::Reminder, sync::Verb::Removed, {}, 0));
    const int files = attachments::bequeathAttachments(tx, attachments::Module::Task, user, heir, left);
    return static_cast<int>(tasks.size()) + files;
}

std::map<FolderId, std::int64_t> FolderTasks::count(dbpool::ReadSession& session, std::span<const FolderId> folders) {
    return TaskReader(session).count(folders);
}

}  // namespace groupware::tasks

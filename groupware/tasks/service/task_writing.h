#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"
#include "groupware/tasks/store/task_reader.h"
#include "groupware/tasks/task.h"

#include <cstdint>
#include <span>
#include <vector>

/// What follows from a change of tasks, in the transaction of the change: rows, places, quota, folders, tombstones,
/// reminders, change records. The steps that several use cases share; permissions are checked before.
namespace groupware::tasks {

/// Adds `task`, with `participants` and text, in its home and in a folder of each participant.
/// @throws Error QuotaExceeded if the context may not have another task; Conflict for a resource name that is taken
void insertTask(dbpool::WriteTransaction& tx, Task& task, const folders::Folder& home);

/// Adds tasks without participants to one folder: a batch.
void insertTasks(dbpool::WriteTransaction& tx, std::span<Task> tasks, const folders::Folder& home);

/// Writes `task` as it is now, with its text and, if they are there, its participants, and sees to it that it is where
/// it belongs: at home in `home`, and in a folder of each user who takes part if that is a private one.
void saveTask(dbpool::WriteTransaction& tx, Task& task, const folders::Folder& home);

/// Moves a view of the task from `task.folder` to `target`, a private folder of the same user, or the task's home to
/// any folder. Call saveTask() after it.
void moveTask(dbpool::WriteTransaction& tx, Task& task, const folders::Folder& target);

/// How many tasks one transaction can change: each is a change in every folder that shows it.
class ChangeBudget {
public:
    /// @return false if it is to be another transaction's; the first one always fits
    [[nodiscard]] bool take(const Task& task) {
        const bool fits = used_ == 0 || used_ + costOf(task) <= kMost;
        if (fits) used_ += costOf(task);
        return fits;
    }

private:
    /// Its home, the folders of all who take part, and what else is recorded.
    static std::size_t costOf(const Task& task) { return static_cast<std::size_t>(task.participantCount) + 2; }

    static constexpr std::size_t kMost = dbpool::WriteTransaction::kMaxChangesPerTransaction * 3 / 4;
    std::size_t used_ = 0;
};

/// Deletes tasks for good, with all that hangs on them.
void eraseTasks(dbpool::WriteTransaction& tx, std::span<const std::int64_t> tasks);

/// See folders::FolderContent::bequeath().
void bequeathTasks(dbpool::WriteTransaction& tx, std::span<const Task> tasks, UserId user, UserId heir);

/// Writes number and time of attachments.
void saveAttachments(dbpool::WriteTransaction& tx, Task& task);

}  // namespace groupware::tasks

#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/tasks/store/task_reader.h"
#include "groupware/tasks/task.h"

#include <cstdint>
#include <span>
#include <vector>

namespace groupware::tasks {

/// Writes tasks of the transaction's context and stamps them with its seq. Permissions, quota, tombstones and change
/// records are the service's business.
class TaskWriter {
public:
    explicit TaskWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// The row alone, under a new id.
    void insert(Task& task);
    /// The same under the id that it has.
    void insertWithId(Task& task);
    /// All columns, the text and the seq of all its places.
    /// @throws Error NotFound
    void update(Task& task);
    /// Number and time of the newest; seq and last editor, too.
    void setAttachments(Task& task);

    /// @throws Error Conflict if the folder has the name
    void insertPlace(TaskId task, const Place& place);
    void removePlace(TaskId task, FolderId folder);
    void setParticipants(TaskId task, const std::vector<Participant>& participants);
    void confirm(TaskId task, const Participant& participant);

    /// Rows, places and participants.
    void remove(std::span<const std::int64_t> tasks);
    /// `heir` becomes creator and last editor where `user` was, and `user` takes part no more. The counts of
    /// participants follow.
    void bequeath(std::span<const std::int64_t> tasks, UserId user, UserId heir);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::tasks

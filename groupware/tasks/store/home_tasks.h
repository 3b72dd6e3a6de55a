#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/tasks/task.h"

#include <cstddef>
#include <vector>

namespace groupware::tasks {

/// A task in the order of change.
struct ChangedTask {
    TaskId id{};
    Seq seq{};
};

/// The tasks whose home a folder is, behind (`seq`, `id`) in the order of change, `limit` of them at most.
[[nodiscard]] std::vector<ChangedTask> homeTasks(dbpool::ReadSession& session, FolderId folder,
                                                 const ChangedTask& behind, std::size_t limit);

}  // namespace groupware::tasks

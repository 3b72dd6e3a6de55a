#include "groupware/tasks/store/home_tasks.h"

#include <cstdint>

namespace groupware::tasks {
namespace {

constexpr dbpool::ReadStatement kHomeTasks{
    "tasks.folder.home",
    "SELECT f.task, f.seq FROM task_folder f JOIN task t ON t.cid = f.cid AND t.id = f.task AND t.home = f.folder "
    "WHERE f.cid = ? AND f.folder = ? AND f.seq >= ? AND (f.seq > ? OR f.task > ?) ORDER BY f.seq, f.task LIMIT ?"};

}  // namespace

std::vector<ChangedTask> homeTasks(dbpool::ReadSession& session, FolderId folder, const ChangedTask& behind,
                                   std::size_t limit) {
    std::vector<ChangedTask> tasks;
    auto rows = session.query(kHomeTasks, {folder.value, behind.seq.value, behind.seq.value, behind.id.value,
                                           static_cast<std::int64_t>(limit)});
    while (rows.next()) tasks.push_back({.id = {rows.integer(1)}, .seq = {rows.integer(2)}});
    return tasks;
}

}  // namespace groupware::tasks

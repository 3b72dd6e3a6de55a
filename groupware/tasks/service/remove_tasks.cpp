#include "groupware/base/error.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/service/leave_task.h"
#include "groupware/tasks/service/task_access.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/service/task_writing.h"

#include <algorithm>
#include <map>
#include <set>

namespace groupware::tasks {
namespace {

/// Tasks per transaction: other writers of the context wait no longer than this takes.
constexpr std::size_t kBatchLength = 200;

std::multimap<TaskId, Task> load(dbpool::WriteTransaction& tx, std::span<const TaskRef> refs) {
    std::vector<std::int64_t> ids;
    for (const TaskRef& ref : refs) ids.push_back(ref.id.value);
    std::multimap<TaskId, Task> found;
    for (Task& task : TaskReader(tx).findAll(ids)) found.emplace(task.id, std::move(task));
    return found;
}

const Task& require(const std::multimap<TaskId, Task>& found, const TaskRef& ref) {
    const auto [begin, end] = found.equal_range(ref.id);
    const auto task = std::find_if(
        begin, end, [&](const auto& entry) { return entry.second.folder == ref.folder.value_or(entry.second.home); });
    if (task == end) throwNoTask(ref.id);
    return task->second;
}

void requireRemovable(FolderRights& rights, const Caller& caller, const Task& task, Seq lastSeen) {
    const auto& place = rights.of(task.folder);
    const bool own = task.createdBy == caller.user;
    if (!place || !(mayRead(caller, task, place->rights) || (place->rights.mayRemove(own) && !task.fields.isPrivate)))
        throwNoTask(task.id);
    tasks::requireRemovable(caller, task, place->rights);
    requireUnchanged(task, lastSeen);
}

}  // namespace

Refusals TaskService::remove(const Caller& caller, std::span<const TaskRef> refs, Seq lastSeen) const {
    requireListLength(refs.size());
    const Instant now = clock_.now();
    Refusals result;
    result.committed.context = caller.context;
    while (!refs.empty()) {
        const auto piece = refs.first(std::min(refs.size(), kBatchLength));
        std::vector<Refusal> refused;
        result.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            refused.clear();
            FolderRights rights(tx, access_, caller);
            const auto found = load(tx, piece);
            std::set<std::int64_t> erased;
            std::map<TaskId, Task> left;
            for (const TaskRef& ref : piece) {
                try {
                    const Task& task = require(found, ref);
                    requireRemovable(rights, caller, task, lastSeen);
                    if (task.folder == task.home) {
                        erased.insert(task.id.value);
                    } else {
                        left.emplace(task.id, task);
                    }
                } catch (const Error& error) {
                    if (error.code() == ErrorCode::Unavailable || error.code() == ErrorCode::Internal) throw;
                    refused.push_back({.task = ref, .reason = error.publicText()});
                }
            }
            for (auto& [id, task] : left) {
                if (!erased.contains(id.value)) leaveTask(tx, task, rights.of(task.folder)->folder.owner, caller, now);
            }
            eraseTasks(tx, std::vector<std::int64_t>(erased.begin(), erased.end()));
        });
        result.refused.insert(result.refused.end(), refused.begin(), refused.end());
        refs = refs.subspan(piece.size());
    }
    return result;
}

}  // namespace groupware::tasks

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

/// One transaction's worth of a list of tasks.
class Removal {
public:
    Removal(dbpool::WriteTransaction& tx, const folders::FolderAccess& access, const Caller& caller)
        : tx_(tx), caller_(caller), rights_(tx, access, caller) {}

    /// @return how many of `refs` were looked at: all, or as many as a transaction takes
    std::size_t choose(std::span<const TaskRef> refs, Seq lastSeen, std::vector<Refusal>& refused) {
        const auto found = load(tx_, refs);
        ChangeBudget budget;
        for (std::size_t index = 0; index < refs.size(); ++index) {
            try {
                const Task& task = require(found, refs[index]);
                if (!budget.take(task)) return index;
                requireRemovable(rights_, caller_, task, lastSeen);
                if (task.folder == task.home) {
                    erased_.insert(task.id.value);
                } else {
                    left_.emplace(task.id, task);
                }
            } catch (const Error& error) {
                if (error.code() == ErrorCode::Unavailable || error.code() == ErrorCode::Internal) throw;
                refused.push_back({.task = refs[index], .reason = error.publicText()});
            }
        }
        return refs.size();
    }

    void finish(Instant now) {
        for (const auto& [id, task] : left_) {
            if (!erased_.contains(id.value)) leaveTask(tx_, task, rights_.of(task.folder)->folder.owner, caller_, now);
        }
        eraseTasks(tx_, std::vector<std::int64_t>(erased_.begin(), erased_.end()));
    }

private:
    dbpool::WriteTransaction& tx_;
    const Caller& caller_;
    FolderRights rights_;
    std::set<std::int64_t> erased_;
    std::map<TaskId, Task> left_;
};

}  // namespace

Refusals TaskService::remove(const Caller& caller, std::span<const TaskRef> refs, Seq lastSeen) const {
    requireListLength(refs.size());
    const Instant now = clock_.now();
    Refusals result;
    result.committed.context = caller.context;
    while (!refs.empty()) {
        const auto piece = refs.first(std::min(refs.size(), kBatchLength));
        std::vector<Refusal> refused;
        std::size_t done = 0;
        result.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            refused.clear();
            Removal removal(tx, access_, caller);
            done = removal.choose(piece, lastSeen, refused);
            removal.finish(now);
        });
        result.refused.insert(result.refused.end(), refused.begin(), refused.end());
        refs = refs.subspan(done);
    }
    return result;
}

}  // namespace groupware::tasks

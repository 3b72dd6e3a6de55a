#include "groupware/base/error.h"
#include "groupware/base/like_pattern.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/service/task_access.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/store/task_reader.h"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace groupware::tasks {
namespace {

/// A task as it is seen in one of the folders that were named, or in its home.
const Task* chosen(const std::multimap<TaskId, Task>& found, const TaskRef& ref) {
    const auto [begin, end] = found.equal_range(ref.id);
    for (auto at = begin; at != end; ++at) {
        if (at->second.folder == ref.folder.value_or(at->second.home)) return &at->second;
    }
    return nullptr;
}

TaskSearch searchOf(const std::vector<folders::AccessibleFolder>& places, const Caller& caller,
                    const TaskQuery& query) {
    TaskSearch search{.viewer = caller.user, .pattern = likePattern(query.pattern), .from = query.from, .to = query.to};
    for (const auto& place : places) {
        auto& list = place.rights.mayRead(false) ? search.folders : search.ownFolders;
        list.push_back(place.folder.id.value);
    }
    return search;
}

}  // namespace

void TaskService::requireListLength(std::size_t length) const {
    const std::size_t limit = limits().listLength;
    const std::string most = std::to_string(limit);
    if (length > limit)
        throw Error(ErrorCode::TooLarge, "list of more than " + most,
                    "More than " + most + " tasks cannot be handled at once.");
}

Task TaskService::get(const Caller& caller, TaskRef ref) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        std::vector<Task> tasks{findReadable(session, access_, caller, ref).task};
        addDetails(session, caller, tasks, {.participants = true, .alarms = true});
        return std::move(tasks.front());
    });
}

Tasks TaskService::all(const Caller& caller, FolderId folder, Details details) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        auto tasks = TaskReader(session).list(folder, visibilityFor(caller, place.rights), limits().listLength + 1);
        requireListLength(tasks.size());
        addDetails(session, caller, tasks, details, folder);
        return Tasks{.tasks = std::move(tasks), .timestamp = session.seq()};
    });
}

std::vector<Task> TaskService::readable(dbpool::ReadSession& session, const Caller& caller,
                                        std::span<const TaskRef> wanted) const {
    std::vector<std::int64_t> ids;
    for (const TaskRef& ref : wanted) ids.push_back(ref.id.value);
    std::multimap<TaskId, Task> found;
    for (Task& task : TaskReader(session).findAll(ids)) found.emplace(task.id, std::move(task));
    std::vector<Task> tasks;
    FolderRights rights(session, access_, caller);
    for (const TaskRef& ref : wanted) {
        const Task* task = chosen(found, ref);
        if (task != nullptr && rights.mayRead(*task)) tasks.push_back(*task);
    }
    return tasks;
}

Tasks TaskService::list(const Caller& caller, std::span<const TaskRef> wanted, Details details) const {
    requireListLength(wanted.size());
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        Tasks result{.tasks = readable(session, caller, wanted), .timestamp = session.seq()};
        addDetails(session, caller, result.tasks, details);
        return result;
    });
}

Changes TaskService::updates(const Caller& caller, FolderId folder, Seq since, Details details) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        sync::requireTombstones(session, since);
        Changes changes{.timestamp = session.seq()};
        std::set<TaskId> present;
        for (Task& task : TaskReader(session).changedSince(folder, since)) {
            const bool own = task.createdBy == caller.user;
            if (!place.rights.mayRead(own)) continue;  // and never could
            if (tasks::mayRead(caller, task, place.rights)) {
                present.insert(task.id);
                changes.changed.push_back(std::move(task));
            } else if (task.createdSeq <= since) {
                changes.removed.push_back(task.id);  // it has become private
                present.insert(task.id);
            }
        }
        // What left the folder and came back has both a row and an older tombstone: it is there.
        for (const auto& tombstone : sync::Tombstones(session).since(sync::Kind::Task, folder, since)) {
            if (present.insert({tombstone.object}).second) changes.removed.push_back({tombstone.object});
        }
        addDetails(session, caller, changes.changed, details, folder);
        return changes;
    });
}

Tasks TaskService::search(const Caller& caller, const TaskQuery& query, Details details) const {
    requireText("The pattern", query.pattern, limits().patternCharacters);
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        std::vector<folders::AccessibleFolder> places;
        if (query.folder) {
            places.push_back(requireReadableFolder(session, access_, caller, *query.folder));
        } else {
            places = access_.readable(session, caller, folders::kTasksModule);
        }
        Tasks result{.tasks = TaskReader(session).search(searchOf(places, caller, query), limits().searchLength),
                     .timestamp = session.seq()};
        addDetails(session, caller, result.tasks, details);
        return result;
    });
}

}  // namespace groupware::tasks

#include "groupware/tasks/service/task_access.h"

#include "groupware/base/error.h"
#include "groupware/reminders/store/reminder_reader.h"

#include <string>
#include <utility>

namespace groupware::tasks {
namespace {

using folders::kTasksModule;
using folders::Permission;

void addParticipants(dbpool::ReadSession& session, std::vector<Task>& tasks, std::optional<FolderId> folder) {
    std::vector<std::int64_t> ids;
    for (const Task& task : tasks) {
        if (task.participantCount > 0) ids.push_back(task.id.value);
    }
    TaskReader reader(session);
    std::map<TaskId, std::vector<Participant>> found;
    if (!ids.empty()) {
        const bool many = folder && ids.size() > dbpool::ReadSession::kMaxListValues;
        found = many ? reader.participantsIn(*folder) : reader.participants(ids);
    }
    for (Task& task : tasks) task.participants = found[task.id];
}

void addAlarms(dbpool::ReadSession& session, const Caller& caller, std::vector<Task>& tasks) {
    std::vector<std::int64_t> ids;
    for (const Task& task : tasks) ids.push_back(task.id.value);
    const auto alarms = reminders::ReminderReader(session).alarms(caller.user, reminders::ReminderModule::Task, ids);
    for (Task& task : tasks) {
        const auto alarm = alarms.find(task.id.value);
        if (alarm != alarms.end()) task.alarm = alarm->second;
    }
}

}  // namespace

void throwNoTask(TaskId task) {
    throw Error(ErrorCode::NotFound, "no task " + std::to_string(task.value), "This task does not exist.");
}

folders::AccessibleFolder requireReadableFolder(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                                const Caller& caller, FolderId folder) {
    return access.require(session, caller, folder, Permission::ReadOwn, kTasksModule);
}

bool mayRead(const Caller& caller, const Task& task, const folders::Rights& rights) {
    const bool own = task.createdBy == caller.user;
    return rights.mayRead(own) && (own || !task.fields.isPrivate);
}

Visibility visibilityFor(const Caller& caller, const folders::Rights& rights) {
    return {.viewer = caller.user, .onlyOwn = !rights.mayRead(false)};
}

AccessibleTask findReadable(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller,
                            TaskRef ref) {
    auto task = TaskReader(session).findWithText(ref.id, ref.folder);
    if (!task) throwNoTask(ref.id);
    auto place = access.require(session, caller, task->folder, Permission::SeeFolder, kTasksModule);
    if (!mayRead(caller, *task, place.rights)) throwNoTask(ref.id);
    return {.task = std::move(*task), .place = std::move(place)};
}

AccessibleTask findWritable(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller,
                            TaskRef ref) {
    auto found = findReadable(session, access, caller, ref);
    if (!found.place.rights.mayWrite(found.task.createdBy == caller.user))
        throw Error(ErrorCode::Forbidden,
                    "user " + std::to_string(caller.user.value) + " may not write task " + std::to_string(ref.id.value),
                    "You may not change this task.");
    return found;
}

void requireRemovable(const Caller& caller, const Task& task, const folders::Rights& rights) {
    if (rights.mayRemove(task.createdBy == caller.user)) return;
    throw Error(ErrorCode::Forbidden,
                "user " + std::to_string(caller.user.value) + " may not remove task " + std::to_string(task.id.value),
                "You may not take this task out of its folder.");
}

const std::optional<folders::AccessibleFolder>& FolderRights::of(FolderId folder) {
    const auto known = known_.find(folder);
    if (known != known_.end()) return known->second;
    std::optional<folders::AccessibleFolder> place;
    try {
        place = access_.require(session_, caller_, folder, Permission::SeeFolder, kTasksModule);
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::NotFound && failure.code() != ErrorCode::Forbidden) throw;
    }
    return known_.emplace(folder, std::move(place)).first->second;
}

bool FolderRights::mayRead(const Task& task) {
    const auto& place = of(task.folder);
    return place && tasks::mayRead(caller_, task, place->rights);
}

void addDetails(dbpool::ReadSession& session, const Caller& caller, std::vector<Task>& tasks, Details details,
                std::optional<FolderId> folder) {
    if (tasks.empty()) return;
    if (details.participants) addParticipants(session, tasks, folder);
    if (details.alarms) addAlarms(session, caller, tasks);
}

}  // namespace groupware::tasks

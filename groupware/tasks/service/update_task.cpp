#include "groupware/base/error.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/service/task_access.h"
#include "groupware/tasks/service/task_edit.h"
#include "groupware/tasks/service/task_people.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/service/task_writing.h"

#include <utility>

namespace groupware::tasks {
namespace {

/// Who takes part in a task may put it into another of his own folders; its home may go anywhere.
void requireTarget(const Task& task, const folders::Folder& source, const folders::Folder& target) {
    if (task.folder == task.home) return;
    if (target.type == folders::FolderType::Private && target.owner == source.owner) return;
    throw Error(ErrorCode::Forbidden, "task " + std::to_string(task.id.value) + " of another",
                "A task that somebody else gave can be moved between one's own folders only.");
}

folders::Folder homeOf(dbpool::WriteTransaction& tx, const Task& task, const folders::Folder& here) {
    if (task.home == here.id) return here;
    auto home = folders::FolderReader(tx).find(task.home);
    if (!home) throw Error(ErrorCode::Internal, "no home of task " + std::to_string(task.id.value));
    return std::move(*home);
}

void loadParticipants(dbpool::WriteTransaction& tx, Task& task) {
    task.participants.emplace();
    if (task.participantCount == 0) return;
    task.participants = TaskReader(tx).participants({&task.id.value, 1})[task.id];
}

/// RFC 5545 section 3.8.7.4: what is planned has changed.
bool isRevision(const Fields& before, const Fields& after) {
    return before.start != after.start || before.due != after.due || before.wholeDays != after.wholeDays ||
           before.series != after.series;
}

Fields changed(const TaskChange& change, const Fields& before, Instant now) {
    Fields fields = before;
    if (change.fields) change.fields(fields);
    if (!before.uid.empty()) fields.uid = before.uid;  // written once
    settle(fields, now);
    if (isRevision(before, fields) && fields.sequence == before.sequence) ++fields.sequence;
    return fields;
}

/// Those that a client named, in rows and text.
/// @param task  with its participants as they were, if they change
void changeParticipants(dbpool::WriteTransaction& tx, const Caller& caller, const TaskChange& change, Task& task,
                        ical::Component& calendar, const Limits& limits) {
    if (change.participants) {
        task.participants = resolveParticipants(tx, *change.participants, *task.participants, limits.participants);
        requireDelegation(caller, task, *task.participants);
        putAttendees(calendar, *task.participants);
    } else if (task.fields.isPrivate && task.participantCount > 0) {
        throw Error(ErrorCode::BadRequest, "private task with participants", "A private task has no participants.");
    }
}

}  // namespace

Written TaskService::update(const Caller& caller, TaskRef ref, const TaskChange& change, Seq lastSeen) const {
    const Instant now = clock_.now();
    const auto times = timesOf(caller);
    const Limits most = limits();
    return write(caller, [&](dbpool::WriteTransaction& tx) {
        auto [task, place] = findWritable(tx, access_, caller, ref);
        requireUnchanged(task, lastSeen);
        auto here = place.folder;
        const bool moves = change.folder && *change.folder != task.folder;
        const bool done = task.fields.status == Status::Done;
        auto calendar = ical::parseCalendar(task.text, {.octets = task.text.size(), .lines = task.text.size()});
        setFields(task, calendar, changed(change, task.fields, now), times, most);
        const bool recurs = !done && task.fields.status == Status::Done && task.fields.series;
        if (change.participants || moves || recurs) loadParticipants(tx, task);
        changeParticipants(tx, caller, change, task, calendar, most);
        if (moves) {
            requireRemovable(caller, task, place.rights);
            const auto target =
                access_.require(tx, caller, *change.folder, folders::Permission::CreateObjects, folders::kTasksModule);
            requireTarget(task, here, target.folder);
            moveTask(tx, task, target.folder);
            here = target.folder;
        }
        const auto home = homeOf(tx, task, here);
        requirePrivacy(caller, task, home);
        if (change.alarm && task.createdBy == caller.user) putAlarm(calendar, *change.alarm, times);
        if (change.alarm) putReminder(tx, caller, task, *change.alarm);
        task.changedBy = caller.user;
        stamp(calendar, now);
        if (recurs) insertNext(tx, task, calendar, home, times, now);
        setText(task, calendar, most);
        saveTask(tx, task, home);
        return task;
    });
}

Written TaskService::confirm(const Caller& caller, TaskRef ref, Confirmation confirmation, const std::string& message,
                             std::optional<Seq> lastSeen) const {
    requireText("confirmmessage", message, limits().textCharacters);
    const Instant now = clock_.now();
    return write(caller, [&](dbpool::WriteTransaction& tx) {
        auto [task, place] = findReadable(tx, access_, caller, ref);
        if (lastSeen) requireUnchanged(task, *lastSeen);
        loadParticipants(tx, task);
        Participant* self = nullptr;
        for (auto& participant : *task.participants) {
            if (participant.isUser(caller.user)) self = &participant;
        }
        if (self == nullptr)
            throw Error(
                ErrorCode::Forbidden,
                "user " + std::to_string(caller.user.value) + " takes no part in task " + std::to_string(task.id.value),
                "Only who takes part in a task can confirm it.");
        self->confirmation = confirmation;
        self->message = message;
        auto calendar = ical::parseCalendar(task.text, {.octets = task.text.size(), .lines = task.text.size()});
        putAttendees(calendar, *task.participants);
        stamp(calendar, now);
        task.text = calendar.text();
        task.changedBy = caller.user;
        saveTask(tx, task, homeOf(tx, task, place.folder));
        return task;
    });
}

}  // namespace groupware::tasks

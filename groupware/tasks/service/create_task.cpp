#include "groupware/base/error.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/service/task_edit.h"
#include "groupware/tasks/service/task_people.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/service/task_writing.h"

#include <utility>

namespace groupware::tasks {

Written TaskService::write(const Caller& caller, const std::function<Task(dbpool::WriteTransaction&)>& closure) const {
    std::optional<Task> task;
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) { task = closure(tx); });
    return {.task = std::move(*task), .committed = std::move(committed)};
}

Written TaskService::create(const Caller& caller, const TaskChange& change) const {
    if (!change.folder) throw Error(ErrorCode::BadRequest, "task without folder", "A task needs a folder.");
    const Instant now = clock_.now();
    const auto times = timesOf(caller);
    const Limits most = limits();
    Fields fields;
    if (change.fields) change.fields(fields);
    settle(fields, now);
    if (fields.uid.empty()) fields.uid = newUid();
    Task made{.name = newUid() + ".ics", .createdBy = caller.user, .createdAt = now, .changedBy = caller.user};
    auto calendar = makeTodoCalendar(fields.uid, now);
    setFields(made, calendar, fields, times, most);
    if (change.alarm) putAlarm(calendar, *change.alarm, times);

    return write(caller, [&](dbpool::WriteTransaction& tx) {
        const auto place =
            access_.require(tx, caller, *change.folder, folders::Permission::CreateObjects, folders::kTasksModule);
        Task task = made;
        auto text = calendar;
        requirePrivacy(caller, task, place.folder);
        task.participants.emplace();
        if (change.participants && !change.participants->empty()) {
            task.participants = resolveParticipants(tx, *change.participants, {}, most.participants);
            requireDelegation(caller, task, *task.participants);
            putAttendees(text, *task.participants);
        }
        setText(task, text, most);
        insertTask(tx, task, place.folder);
        if (change.alarm && *change.alarm) putReminder(tx, caller, task, *change.alarm);
        return task;
    });
}

}  // namespace groupware::tasks

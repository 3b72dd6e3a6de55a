#include "groupware/tasks/service/leave_task.h"

#include "groupware/base/error.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/tasks/service/task_writing.h"
#include "groupware/tasks/store/task_reader.h"
#include "groupware/tasks/vtodo.h"

#include <utility>

namespace groupware::tasks {

void leaveTask(dbpool::WriteTransaction& tx, Task task, UserId user, const Caller& caller, Instant now) {
    TaskReader reader(tx);
    const auto home = folders::FolderReader(tx).find(task.home);
    if (!home) throw Error(ErrorCode::Internal, "no home of task " + std::to_string(task.id.value));
    task.participants = reader.participants({&task.id.value, 1})[task.id];
    std::erase_if(*task.participants, [&](const Participant& each) { return each.isUser(user); });
    task.text = reader.texts({&task.id.value, 1})[task.id];
    auto calendar = ical::parseCalendar(task.text, {.octets = task.text.size(), .lines = task.text.size()});
    putAttendees(calendar, *task.participants);
    stamp(calendar, now);
    task.text = calendar.text();
    task.changedBy = caller.user;
    saveTask(tx, task, *home);
}

}  // namespace groupware::tasks

#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/caller.h"
#include "groupware/folders/folder.h"
#include "groupware/tasks/limits.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/task.h"
#include "groupware/tasks/vtodo.h"

#include <string>

/// What create and update share. Internal to service/.
namespace groupware::tasks {

/// For uids and resource names: 32 hex digits in groups.
[[nodiscard]] std::string newUid();

/// Makes `task` and its text say what `fields` say; its fields are then what the text says.
/// @param fields  settled
/// @throws Error BadRequest, TooLarge
void setFields(Task& task, ical::Component& calendar, const Fields& fields, const TimeContext& times,
               const Limits& limits);
/// Takes over the text.
/// @throws Error TooLarge
void setText(Task& task, const ical::Component& calendar, const Limits& limits);

/// @throws Error BadRequest for a private task in a folder that is not the caller's own
void requirePrivacy(const Caller& caller, const Task& task, const folders::Folder& folder);

/// Sets or removes the caller's reminder; the alarm of who made the task is in its text, too, for calendar clients.
void putReminder(dbpool::WriteTransaction& tx, const Caller& caller, const Task& task,
                 const std::optional<Instant>& alarm);

/// Inserts what follows a task that is done, if it recurs; the task itself recurs no more.
/// @param calendar  of `task`, with its series
void insertNext(dbpool::WriteTransaction& tx, Task& task, ical::Component& calendar, const folders::Folder& home,
                const TimeContext& times, Instant now);

}  // namespace groupware::tasks

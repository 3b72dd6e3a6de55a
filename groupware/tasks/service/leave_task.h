#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/tasks/task.h"

namespace groupware::tasks {

/// `user` takes no part any more: his folder loses the task, the others see him gone.
/// @param task  as it is seen in his folder, without text
void leaveTask(dbpool::WriteTransaction& tx, Task task, UserId user, const Caller& caller, Instant now);

}  // namespace groupware::tasks

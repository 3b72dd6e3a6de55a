#pragma once

#include "groupware/api/columns.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/task.h"

namespace groupware::tasks::api {

/// What one answer is made of. Both outlive the view.
struct TaskView {
    const Task* task = nullptr;
    const groupware::api::LocalTime* localTime = nullptr;  ///< of the caller; null or empty = UTC
};

/// The task table of Open-Xchange: column ids and names.
[[nodiscard]] groupware::api::ColumnSet<TaskView> taskColumns();

/// What the columns of a listing need besides rows.
[[nodiscard]] Details detailsFor(const groupware::api::Listing& listing);

}  // namespace groupware::tasks::api

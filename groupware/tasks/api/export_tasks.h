#pragma once

#include "groupware/api/action.h"
#include "groupware/tasks/service/task_service.h"

namespace groupware::tasks::api {

/// `export?action=ICAL` of task folders: one calendar with the tasks of a folder, or with those that a list names.
class ExportTasks final : public groupware::api::Action {
public:
    /// @param service  outlives this object
    explicit ExportTasks(const TaskService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const TaskService& service_;
};

}  // namespace groupware::tasks::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/tasks/service/task_service.h"

namespace groupware::tasks::api {

/// `tasks?action=delete`: deletes tasks; those who take part leave them.
class DeleteTasks final : public groupware::api::Action {
public:
    /// @param service  outlives this object
    explicit DeleteTasks(const TaskService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const TaskService& service_;
};

}  // namespace groupware::tasks::api

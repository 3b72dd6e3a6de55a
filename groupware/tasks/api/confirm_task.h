#pragma once

#include "groupware/api/action.h"
#include "groupware/tasks/service/task_service.h"

namespace groupware::tasks::api {

/// `tasks?action=confirm`: what the caller says to taking part.
class ConfirmTask final : public groupware::api::Action {
public:
    /// @param service  outlives this object
    explicit ConfirmTask(const TaskService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const TaskService& service_;
};

}  // namespace groupware::tasks::api

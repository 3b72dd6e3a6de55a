#pragma once

#include "groupware/api/action.h"
#include "groupware/tasks/api/view.h"
#include "groupware/tasks/service/task_service.h"

namespace groupware::tasks::api {

/// `tasks?action=list`: some tasks; those that are not there or hidden are left out.
class ListTasks final : public groupware::api::Action {
public:
    /// Both outlive this object.
    ListTasks(const TaskService& service, const View& view) : service_(service), view_(view) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const TaskService& service_;
    const View& view_;
};

}  // namespace groupware::tasks::api

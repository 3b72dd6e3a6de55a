#pragma once

#include "groupware/api/action.h"
#include "groupware/http/multipart.h"
#include "groupware/tasks/service/task_service.h"

namespace groupware::tasks::api {

/// `import?action=ICAL` of task folders: adds the tasks of an uploaded file and reports each.
class ImportTasks final : public groupware::api::Action {
public:
    /// @param service  outlives this object
    ImportTasks(const TaskService& service, const http::MultipartLimits& limits) : service_(service), limits_(limits) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const TaskService& service_;
    http::MultipartLimits limits_;
};

}  // namespace groupware::tasks::api

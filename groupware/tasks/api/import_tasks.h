#pragma once

#include "groupware/api/import_file.h"
#include "groupware/tasks/service/task_service.h"

#include <utility>

namespace groupware::tasks::api {

/// `import?action=ICAL` of task folders: adds the tasks of an uploaded file and reports each.
class ImportTasks final : public groupware::api::Action {
public:
    /// @param service  outlives this object
    ImportTasks(const TaskService& service, groupware::api::ImportForm form)
        : service_(service), form_(std::move(form)) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const TaskService& service_;
    groupware::api::ImportForm form_;
};

}  // namespace groupware::tasks::api

#pragma once

#include "groupware/api/registry.h"
#include "groupware/tasks/api/confirm_task.h"
#include "groupware/tasks/api/delete_tasks.h"
#include "groupware/tasks/api/get_task.h"
#include "groupware/tasks/api/list_folder.h"
#include "groupware/tasks/api/list_tasks.h"
#include "groupware/tasks/api/list_updates.h"
#include "groupware/tasks/api/new_task.h"
#include "groupware/tasks/api/search_tasks.h"
#include "groupware/tasks/api/update_task.h"
#include "groupware/tasks/api/view.h"

namespace groupware::tasks::api {

/// How errors of tasks are called.
[[nodiscard]] const groupware::api::ModuleErrors& taskErrors();

/// Every action of the module `tasks`, ready to be registered. Outlives the registry.
class Actions {
public:
    /// Both outlive this object.
    Actions(const TaskService& service, const groupware::api::Zones& zones)
        : view_(zones),
          listFolder_(service, view_),
          listTasks_(service, view_),
          getTask_(service, view_),
          listUpdates_(service, view_),
          searchTasks_(service, view_),
          newTask_(service, view_),
          updateTask_(service, view_),
          deleteTasks_(service),
          confirmTask_(service) {}
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;

    void addTo(groupware::api::Registry& registry);

private:
    View view_;
    ListFolder listFolder_;
    ListTasks listTasks_;
    GetTask getTask_;
    ListUpdates listUpdates_;
    SearchTasks searchTasks_;
    NewTask newTask_;
    UpdateTask updateTask_;
    DeleteTasks deleteTasks_;
    ConfirmTask confirmTask_;
};

}  // namespace groupware::tasks::api

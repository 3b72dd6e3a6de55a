#pragma once

#include "groupware/api/action.h"
#include "groupware/api/columns.h"
#include "groupware/api/zones.h"
#include "groupware/formats/json/json.h"
#include "groupware/tasks/api/task_columns.h"

#include <vector>

namespace groupware::tasks::api {

/// How tasks look in answers: the columns, and times in the caller's zone. Shared by all actions; immutable.
class View {
public:
    /// @param zones  outlives this object
    explicit View(const groupware::api::Zones& zones) : columns_(taskColumns()), zones_(zones) {}

    [[nodiscard]] const groupware::api::ColumnSet<TaskView>& columns() const noexcept { return columns_; }
    [[nodiscard]] groupware::api::LocalTime localTime(const Caller& caller, const groupware::api::Call& call) const {
        return zones_.localTime(caller, call);
    }
    /// The rows of a listing, as the call asks for them.
    [[nodiscard]] formats::json::Array::Ptr rows(const std::vector<Task>& tasks, const groupware::api::Listing& listing,
                                                 const Caller& caller, const groupware::api::Call& call) const {
        const auto local = localTime(caller, call);
        std::vector<TaskView> views;
        views.reserve(tasks.size());
        for (const Task& task : tasks) views.push_back({.task = &task, .localTime = &local});
        return columns_.rows(std::move(views), listing, local);
    }
    [[nodiscard]] formats::json::Object::Ptr object(const Task& task, const Caller& caller,
                                                    const groupware::api::Call& call) const {
        const auto local = localTime(caller, call);
        return columns_.object({.task = &task, .localTime = &local}, local);
    }

private:
    groupware::api::ColumnSet<TaskView> columns_;
    const groupware::api::Zones& zones_;
};

}  // namespace groupware::tasks::api

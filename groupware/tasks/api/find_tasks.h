#pragma once

#include "groupware/api/find_module.h"
#include "groupware/tasks/api/view.h"
#include "groupware/tasks/service/task_service.h"

namespace groupware::tasks::api {

/// Tasks for `find`, by what `search` looks at.
class FindTasks final : public groupware::api::FindModule {
public:
    /// Both outlive this object.
    FindTasks(const TaskService& service, const groupware::api::Zones& zones) : service_(service), view_(zones) {}

    [[nodiscard]] std::string_view module() const noexcept override { return "tasks"; }
    [[nodiscard]] std::string_view access() const noexcept override { return "tasks"; }
    [[nodiscard]] std::vector<groupware::api::FindSuggestion> suggest(const Caller& caller, const std::string& prefix,
                                                                      std::size_t limit) const override;
    [[nodiscard]] groupware::api::FindAnswer query(const Caller& caller, const groupware::api::Call& call,
                                                   const groupware::api::FindRequest& request) const override;

private:
    const TaskService& service_;
    View view_;
};

}  // namespace groupware::tasks::api

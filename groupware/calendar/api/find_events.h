#pragma once

#include "groupware/api/find_module.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/queries/calendar_queries.h"

namespace groupware::calendar::api {

/// Events for `find`. Answers are objects; `fields` names their members.
class FindEvents final : public groupware::api::FindModule {
public:
    /// Both outlive this object.
    FindEvents(const CalendarQueries& queries, const View& view) : queries_(queries), view_(view) {}

    [[nodiscard]] std::string_view module() const noexcept override { return "calendar"; }
    [[nodiscard]] std::string_view access() const noexcept override { return "calendar"; }
    [[nodiscard]] std::vector<groupware::api::FindSuggestion> suggest(const Caller& caller, const std::string& prefix,
                                                                      std::size_t limit) const override;
    [[nodiscard]] groupware::api::FindAnswer query(const Caller& caller, const groupware::api::Call& call,
                                                   const groupware::api::FindRequest& request) const override;

private:
    const CalendarQueries& queries_;
    const View& view_;
};

}  // namespace groupware::calendar::api

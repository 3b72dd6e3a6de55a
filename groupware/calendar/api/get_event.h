#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/queries/calendar_queries.h"

namespace groupware::calendar::api {

/// `chronos?action=get`: one event, or one instance of a series.
class GetEvent final : public engine::Action {
public:
    /// Both outlive this object.
    GetEvent(const CalendarQueries& queries, const View& view) : queries_(queries), view_(view) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const CalendarQueries& queries_;
    const View& view_;
};

}  // namespace groupware::calendar::api

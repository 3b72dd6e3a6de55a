#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/queries/calendar_queries.h"

namespace groupware::calendar::api {

/// `chronos?action=list`: some events; those that are not there or hidden are left out.
class ListEvents final : public engine::Action {
public:
    /// Both outlive this object.
    ListEvents(const CalendarQueries& queries, const View& view) : queries_(queries), view_(view) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const CalendarQueries& queries_;
    const View& view_;
};

}  // namespace groupware::calendar::api

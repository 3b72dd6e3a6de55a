#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/request_options.h"

#include <functional>
#include <utility>

namespace groupware::calendar::api {

/// `chronos?action=all`: what happens in a range, in one folder, in all calendars of the caller, or, with a list of
/// folders as body, in each of those.
class AllEvents final : public engine::Action {
public:
    /// Both outlive this object.
    /// @param limits  asked at each use: they may change meanwhile
    AllEvents(const CalendarQueries& queries, const View& view, std::function<RequestLimits()> limits)
        : queries_(queries), view_(view), limits_(std::move(limits)) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const CalendarQueries& queries_;
    const View& view_;
    std::function<RequestLimits()> limits_;
};

}  // namespace groupware::calendar::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/request_options.h"
#include "groupware/formats/ical/zones.h"

#include <functional>
#include <utility>

namespace groupware::calendar::api {

/// `chronos?action=print`: what happens on each day of a range, as data or, with `format=html`, as a page to be
/// printed.
class PrintCalendar final : public groupware::api::Action {
public:
    /// @param queries  outlives this object
    /// @param limits  asked at each use: they may change meanwhile
    PrintCalendar(const CalendarQueries& queries, ical::FindZone find, std::function<RequestLimits()> limits)
        : queries_(queries), find_(std::move(find)), limits_(std::move(limits)) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    [[nodiscard]] ical::TimeContext timesOf(const Caller& caller, const groupware::api::Call& call) const;

    const CalendarQueries& queries_;
    ical::FindZone find_;
    std::function<RequestLimits()> limits_;
};

}  // namespace groupware::calendar::api

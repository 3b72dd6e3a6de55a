#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/service/calendar_queries.h"
#include "groupware/formats/ical/zones.h"

#include <chrono>
#include <utility>

namespace groupware::calendar::api {

/// Longest range that is printed.
inline constexpr std::chrono::days kMostPrinted{400};

/// `chronos?action=print`: what happens on each day of a range, as data or, with `format=html`, as a page to be
/// printed.
class PrintCalendar final : public groupware::api::Action {
public:
    /// @param queries  outlives this object
    PrintCalendar(const CalendarQueries& queries, ical::FindZone find) : queries_(queries), find_(std::move(find)) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    [[nodiscard]] ical::TimeContext timesOf(const Caller& caller, const groupware::api::Call& call) const;

    const CalendarQueries& queries_;
    ical::FindZone find_;
};

}  // namespace groupware::calendar::api

#pragma once

#include "groupware/calendar/api/directory.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/formats/ical/time_context.h"
#include "groupware/formats/json/json.h"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// A calendar on paper: what happens on which day. Pure.
namespace groupware::calendar::api {

namespace json = groupware::formats::json;

/// What stands on paper about an event on one day.
struct PrintedEvent {
    const Event* event = nullptr;  ///< never null; fields may have been read
    /// The times of day at which it starts and ends on this day; nothing if it did or will on another.
    std::optional<std::chrono::minutes> start{};
    std::optional<std::chrono::minutes> end{};
};

struct PrintedDay {
    std::chrono::local_days day{};
    std::vector<PrintedEvent> events{};  ///< whole days first, then by start
};

/// Every day of the range where the viewer is, also those on which nothing happens. What takes several days is on each.
/// @param events  outlive the result
[[nodiscard]] std::vector<PrintedDay> printedDays(std::span<const Event> events, const TimeRange& range,
                                                  const ical::TimeContext& times);

/// `[{"date":"2026-03-10","weekday":"Tuesday","events":[{"id":"7","start":"10:00","end":"11:00","summary":"..."}]}]`
[[nodiscard]] json::Array::Ptr printedJson(std::span<const PrintedDay> days);

/// A complete page for browsers to show and print. Needs nothing else; has no script.
/// @param title  any text
[[nodiscard]] std::string printedHtml(std::span<const PrintedDay> days, const std::string& title);

}  // namespace groupware::calendar::api

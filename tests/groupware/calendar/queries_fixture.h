#pragma once

#include "groupware/calendar/queries/calendar_queries.h"
#include "tests/groupware/calendar/calendar_fixture.h"

namespace groupware::calendar {

/// Reads of events that are put into calendars below the permissions of services.
class CalendarQueriesTest : public CalendarTest {
protected:
    [[nodiscard]] static TimeRange between(std::string_view from, std::string_view to) {
        return {.from = at(from), .to = at(to)};
    }
    /// Summaries and starts, as "lunch 20260310T090000Z"; of whom he may not know more "? ...".
    [[nodiscard]] static std::vector<std::string> lines(const std::vector<Event>& events) {
        std::vector<std::string> result;
        for (const auto& event : events)
            result.push_back((event.anonymous ? "?" : event.summary) + " " +
                             formats::ical::textOf(std::chrono::floor<std::chrono::seconds>(event.start)));
        return result;
    }
    [[nodiscard]] std::vector<std::string> inRange(const Caller& caller, FolderId folder, std::string_view from,
                                                   std::string_view to, bool expanded = true) {
        return lines(queries_.inRange(caller, folder, between(from, to), {.expanded = expanded}).events);
    }
    /// In Berlin.
    [[nodiscard]] static std::string when(const std::string& day, const std::string& time = "100000") {
        return "DTSTART;TZID=Europe/Berlin:" + day + "T" + time + "\r\nDURATION:PT1H\r\n";
    }
    [[nodiscard]] static std::string named(const std::string& summary) { return "SUMMARY:" + summary + "\r\n"; }

    using Lines = std::vector<std::string>;

    CalendarQueries queries_{database(), access_, findZone, [this] { return limits_; }};
};

}  // namespace groupware::calendar

#pragma once

#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/properties.h"
#include "tests/groupware/formats/ical/samples.h"

#include <chrono>
#include <string>
#include <string_view>

/// Calendar objects for tests, and what they say.
namespace groupware::calendar::test {

using formats::ical::systemZone;

inline constexpr Instant kNow{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)};

inline EditContext contextIn(const std::string& zone = "Europe/Berlin") {
    return {.times = {.find = systemZone, .zone = zone},
            .bounds = {.occurrences = 20'000, .steps = 1'000'000},
            .now = kNow};
}

inline std::string eventText(const std::string& lines, const std::string& uid = "u") {
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}

inline ical::Component calendarOf(const std::string& components) {
    return ical::parseCalendar(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + components + "END:VCALENDAR\r\n", {});
}

inline ical::TimeValue timeOf(std::string_view text, std::string_view zone = {}) {
    return *ical::parseTime(text, zone);
}

/// A TimeValue as its property would have it: "20260310", "20260310T090000Z", "Europe/Berlin:20260310T100000".
inline std::string textOf(const ical::TimeValue& time) {
    return (time.zone.empty() ? "" : time.zone + ":") + ical::write(time);
}

inline EventFields fieldsIn(const ical::Component& calendar, const EditContext& context = contextIn()) {
    return eventFields(calendar, context.times);
}

/// The lines of a component's properties, folded ones put together.
inline std::string lineOf(const ical::Component& component, std::string_view name) {
    std::string lines;
    for (const auto& property : component.properties()) {
        if (!property.is(name)) continue;
        std::string line;
        property.write(line, "\r\n");
        lines += line;
    }
    return lines;
}

}  // namespace groupware::calendar::test

#include "groupware/calendar/occurrences.h"

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/tzif/time_zone.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;
using std::chrono::hours;
using std::chrono::sys_days;

/// "Test/East": two hours ahead of UTC.
std::shared_ptr<const formats::tzif::TimeZone> findZone(std::string_view name) {
    using formats::tzif::TimeZone;
    if (name == "UTC") return std::make_shared<const TimeZone>();
    if (name != "Test/East") return nullptr;
    return std::make_shared<const TimeZone>(hours(2), std::vector<TimeZone::Transition>{}, std::nullopt);
}

ical::Component calendar(const std::string& events) {
    return ical::parseCalendar("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + events + "END:VCALENDAR\r\n", {});
}
std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\r\nUID:one\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}

ObjectOccurrences week(const std::string& events) {
    const auto from = sys_days(std::chrono::year(2026) / 3 / 2);  // a Monday
    return occurrencesIn(calendar(events), {.from = from, .to = from + std::chrono::days(7)},
                         {.find = findZone, .zone = "Test/East"}, {});
}
std::vector<std::string> lines(const ObjectOccurrences& found) {
    std::vector<std::string> lines;
    for (const auto& one : found.list) {
        const auto text = [](Instant instant) {
            return ical::write(ical::utc(std::chrono::floor<std::chrono::seconds>(instant)));
        };
        lines.push_back(one.id + " " + text(one.from) + " " + text(one.to));
    }
    return lines;
}

using Lines = std::vector<std::string>;

TEST(Occurrences, OfEveryFormOfObject) {
    struct Case {
        const char* why;
        std::string events;
        Lines wanted;
        bool recurs;
    };
    const std::array cases{
        Case{"a single event", event("DTSTART:20260303T100000Z\r\nDTEND:20260303T110000Z\r\n"),
             Lines{" 20260303T100000Z 20260303T110000Z"}, false},
        Case{"outside", event("DTSTART:20260403T100000Z\r\nDTEND:20260403T110000Z\r\n"), Lines{}, false},
        Case{"cancelled", event("DTSTART:20260303T100000Z\r\nDTEND:20260303T110000Z\r\nSTATUS:CANCELLED\r\n"), Lines{},
             false},
        Case{"a zoned series, named in UTC; an EXDATE; RFC 5545 section 3.8.5.1",
             event("DTSTART;TZID=Test/East:20260302T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=3\r\n"
                   "EXDATE;TZID=Test/East:20260303T100000\r\n"),
             Lines{"20260302T080000Z 20260302T080000Z 20260302T090000Z",
                   "20260304T080000Z 20260304T080000Z 20260304T090000Z"},
             true},
        Case{"an instance that was moved keeps its name; RFC 5545 section 3.8.4.4",
             event("DTSTART:20260302T100000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\n") +
                 event("RECURRENCE-ID:20260302T100000Z\r\nDTSTART:20260305T120000Z\r\nDURATION:PT2H\r\n"),
             Lines{"20260303T100000Z 20260303T100000Z 20260303T110000Z",
                   "20260302T100000Z 20260305T120000Z 20260305T140000Z"},
             true},
        Case{"an instance that was cancelled",
             event("DTSTART:20260302T100000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\n") +
                 event("RECURRENCE-ID:20260302T100000Z\r\nDTSTART:20260302T100000Z\r\nSTATUS:CANCELLED\r\n"),
             Lines{"20260303T100000Z 20260303T100000Z 20260303T110000Z"}, true},
        Case{"single instances of a series, as some are invited to; RFC 6638 section 3.2.6",
             event("RECURRENCE-ID:20260304T100000Z\r\nDTSTART:20260304T100000Z\r\nDURATION:PT1H\r\n"),
             Lines{"20260304T100000Z 20260304T100000Z 20260304T110000Z"}, true},
        Case{"whole days are where who is asked is",
             event("DTSTART;VALUE=DATE:20260303\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n"),
             Lines{"20260303 20260302T220000Z 20260303T220000Z"}, true},
        Case{"floating times too", event("DTSTART:20260303T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=YEARLY;COUNT=2\r\n"),
             Lines{"20260303T100000 20260303T080000Z 20260303T090000Z"}, true},
    };
    for (const auto& one : cases) {
        const auto found = week(one.events);
        EXPECT_EQ(lines(found), one.wanted) << one.why;
        EXPECT_EQ(found.recurs, one.recurs) << one.why;
    }
}

TEST(Occurrences, WhatGoesOnBehindTheWindowIsNotComplete) {
    EXPECT_TRUE(week(event("DTSTART:20260302T100000Z\r\nRRULE:FREQ=DAILY;COUNT=2\r\n")).complete);
    EXPECT_FALSE(week(event("DTSTART:20260302T100000Z\r\nRRULE:FREQ=DAILY;COUNT=20\r\n")).complete);
    EXPECT_FALSE(week(event("DTSTART:20260302T100000Z\r\nRRULE:FREQ=DAILY\r\n")).complete);
}

}  // namespace
}  // namespace groupware::calendar

#include "groupware/calendar/availability.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/tzif/time_zone.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar {
namespace {

using std::chrono::hours;
using std::chrono::sys_days;
using ::test::codeOf;
using Lines = std::vector<std::string>;

constexpr std::size_t kOctets = 64 << 10;

/// "Test/East": two hours ahead of UTC.
std::shared_ptr<const formats::tzif::TimeZone> findZone(std::string_view name) {
    using formats::tzif::TimeZone;
    if (name == "UTC") return std::make_shared<const TimeZone>();
    if (name != "Test/East") return nullptr;
    return std::make_shared<const TimeZone>(hours(2), std::vector<TimeZone::Transition>{}, std::nullopt);
}
const ical::TimeContext& times() {
    static const ical::TimeContext kTimes{.find = findZone, .zone = "Test/East"};
    return kTimes;
}

std::string calendar(const std::string& components) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + components + "END:VCALENDAR\r\n";
}
std::string availability(const std::string& lines, const std::string& parts = "") {
    return "BEGIN:VAVAILABILITY\r\nUID:one\r\nDTSTAMP:20260101T000000Z\r\n" + lines + parts + "END:VAVAILABILITY\r\n";
}
std::string available(const std::string& lines, const std::string& uid = "a") {
    return "BEGIN:AVAILABLE\r\nUID:" + uid + "\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "END:AVAILABLE\r\n";
}

std::string text(Instant instant) {
    return ical::write(ical::utc(std::chrono::floor<std::chrono::seconds>(instant)));
}
/// 2026-03-02, a Monday, and the day after it.
Lines twoDays(const std::string& components) {
    const auto from = sys_days(std::chrono::year(2026) / 3 / 2);
    Lines lines;
    for (const auto& one : unavailableTimes(parseAvailability(calendar(components), kOctets), from,
                                            from + std::chrono::days(2), times(), {})) {
        constexpr std::array kNames{"free", "busy", "tentative", "unavailable"};
        lines.push_back(text(one.from) + " " + text(one.to) + " " + kNames.at(static_cast<std::size_t>(one.busy)));
    }
    return lines;
}

TEST(Availability, SaysWhenNobodyIsThere) {
    struct Case {
        const char* why;
        std::string components;
        Lines wanted;
    };
    const std::string office = available(
        "DTSTART;TZID=Test/East:20260302T090000\r\nDTEND;TZID=Test/East:20260302T170000\r\n"
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\r\n");
    const std::array cases{
        Case{"an empty one is never available; RFC 7953 section 3.1", availability(""),
             Lines{"20260302T000000Z 20260304T000000Z unavailable"}},
        Case{"office hours", availability("", office),
             Lines{"20260302T000000Z 20260302T070000Z unavailable", "20260302T150000Z 20260303T070000Z unavailable",
                   "20260303T150000Z 20260304T000000Z unavailable"}},
        Case{"BUSYTYPE; RFC 7953 section 3.2", availability("BUSYTYPE:BUSY-TENTATIVE\r\n", office),
             Lines{"20260302T000000Z 20260302T070000Z tentative", "20260302T150000Z 20260303T070000Z tentative",
                   "20260303T150000Z 20260304T000000Z tentative"}},
        Case{"a BUSYTYPE that nobody knows is the default", availability("BUSYTYPE:X-ASLEEP\r\n"),
             Lines{"20260302T000000Z 20260304T000000Z unavailable"}},
        Case{"it is about its own range only", availability("DTSTART:20260302T120000Z\r\nDTEND:20260302T180000Z\r\n"),
             Lines{"20260302T120000Z 20260302T180000Z unavailable"}},
        Case{"DURATION", availability("DTSTART:20260302T120000Z\r\nDURATION:PT6H\r\n"),
             Lines{"20260302T120000Z 20260302T180000Z unavailable"}},
        Case{"before it and after it everything is free", availability("DTSTART:20250302T120000Z\r\nDURATION:P1D\r\n"),
             Lines{}},
        Case{"AVAILABLE ends with its component",
             availability("DTSTART:20260302T120000Z\r\nDTEND:20260302T180000Z\r\n",
                          available("DTSTART:20260302T100000Z\r\nDTEND:20260302T130000Z\r\n")),
             Lines{"20260302T130000Z 20260302T180000Z unavailable"}},
        Case{"the higher priority counts, whatever the order; RFC 7953 section 4",
             availability("PRIORITY:1\r\nBUSYTYPE:BUSY\r\nDTSTART:20260302T080000Z\r\nDTEND:20260302T100000Z\r\n") +
                 availability("PRIORITY:9\r\n", office),
             Lines{"20260302T000000Z 20260302T070000Z unavailable", "20260302T080000Z 20260302T100000Z busy",
                   "20260302T150000Z 20260303T070000Z unavailable", "20260303T150000Z 20260304T000000Z unavailable"}},
        Case{"and may make free what a lower one takes; no priority is the lowest",
             availability("") + availability("PRIORITY:5\r\nDTSTART:20260302T000000Z\r\nDTEND:20260303T000000Z\r\n",
                                             available("DTSTART:20260302T000000Z\r\nDTEND:20260303T000000Z\r\n")),
             Lines{"20260303T000000Z 20260304T000000Z unavailable"}},
        Case{"an instance that was moved; RFC 7953 section 3.1",
             availability("DTSTART:20260302T000000Z\r\nDTEND:20260303T000000Z\r\n",
                          office + available("RECURRENCE-ID;TZID=Test/East:20260302T090000\r\n"
                                             "DTSTART;TZID=Test/East:20260302T120000\r\nDURATION:PT1H\r\n")),
             Lines{"20260302T000000Z 20260302T100000Z unavailable", "20260302T110000Z 20260303T000000Z unavailable"}},
        Case{"whole days are where the user is",
             availability("DTSTART:20260302T000000Z\r\nDTEND:20260303T000000Z\r\n",
                          available("DTSTART;VALUE=DATE:20260302\r\nDTEND;VALUE=DATE:20260303\r\n")),
             Lines{"20260302T220000Z 20260303T000000Z unavailable"}},
    };
    for (const auto& one : cases) EXPECT_EQ(twoDays(one.components), one.wanted) << one.why;
}

TEST(Availability, WhatIsNoneIsRefused) {
    const std::array<std::pair<const char*, std::string>, 12> cases{
        {{"no calendar", "nonsense"},
         {"nothing in it", calendar("")},
         {"an event", calendar("BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n")},
         {"without UID", calendar("BEGIN:VAVAILABILITY\r\nEND:VAVAILABILITY\r\n")},
         {"AVAILABLE without UID", calendar(availability("",
                                                         "BEGIN:AVAILABLE\r\nDTSTART:20260302T000000Z\r\n"
                                                         "END:AVAILABLE\r\n"))},
         {"AVAILABLE without DTSTART", calendar(availability("", available("")))},
         {"ends before it starts",
          calendar(availability("", available("DTSTART:20260302T000000Z\r\nDTEND:20260301T000000Z\r\n")))},
         {"ends at no time", calendar(availability("DTEND:tomorrow\r\n"))},
         {"a rule that is none",
          calendar(availability("", available("DTSTART:20260302T000000Z\r\nRRULE:FREQ=SECONDLY\r\n")))},
         {"a second rule that is none",
          calendar(
              availability("", available("DTSTART:20260302T000000Z\r\nRRULE:FREQ=DAILY\r\nRRULE:FREQ=SECONDLY\r\n")))},
         {"whole days every hour",
          calendar(availability("", available("DTSTART;VALUE=DATE:20260302\r\nRRULE:FREQ=HOURLY\r\n")))},
         {"an event inside", calendar(availability("", "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n"))}}};
    for (const auto& [why, given] : cases) {
        const std::string& wrong = given;
        EXPECT_EQ(codeOf([&] { (void)parseAvailability(wrong, kOctets); }), ErrorCode::BadRequest) << why;
    }
    EXPECT_EQ(codeOf([] { (void)parseAvailability(calendar(availability("")), 20); }), ErrorCode::TooLarge);
    std::string many;
    for (std::size_t i = 0; i <= kMaxAvailableTimes; ++i) many += available("DTSTART:20260302T000000Z\r\n");
    EXPECT_EQ(codeOf([&] { (void)parseAvailability(calendar(availability("", many)), kOctets); }), ErrorCode::TooLarge);
}

TEST(Availability, OneOfTooManyTimesIsUnavailableThroughout) {
    std::string many;
    for (int i = 0; i < 5; ++i) {
        many += available("DTSTART:20200101T000000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=HOURLY\r\n", std::to_string(i));
    }
    const auto from = sys_days(std::chrono::year(2026) / 3 / 2);
    const auto timesOf = [&](const std::string& components) {
        Lines lines;
        for (const auto& one :
             unavailableTimes(parseAvailability(calendar(components), kOctets), from, from + std::chrono::days(10),
                              times(), {.occurrences = 300, .steps = 100'000})) {
            EXPECT_EQ(one.busy, Busy::Unavailable);
            lines.push_back(text(one.from) + " " + text(one.to));
        }
        return lines;
    };
    EXPECT_EQ(timesOf(availability("", many)), Lines{"20260302T000000Z 20260312T000000Z"});
    // As long as the component lasts, and below those that are more important (RFC 7953 section 3.2).
    EXPECT_EQ(timesOf(availability("DTEND:20260305T000000Z\r\nBUSYTYPE:BUSY\r\n", many)),
              Lines{"20260302T000000Z 20260305T000000Z"});
    const auto free = availability("PRIORITY:1\r\nDTSTART:20260302T000000Z\r\nDTEND:20260303T000000Z\r\n",
                                   available("DTSTART:20260302T000000Z\r\nDURATION:P1D\r\n", "b"));
    EXPECT_EQ(timesOf(availability("PRIORITY:2\r\n", many) + free), Lines{"20260303T000000Z 20260312T000000Z"});
}

TEST(Availability, TimesComeBackAsTheyWereGiven) {
    const auto zoned = [](const char* value) { return *ical::parseTime(value, "Test/East"); };
    const Instant made = sys_days(std::chrono::year(2026) / 1 / 1);
    const std::vector<AvailableTime> given{
        {.uid = "a",
         .summary = "Office, \"hours\"",
         .start = zoned("20260302T090000"),
         .end = zoned("20260302T170000"),
         .rule = "FREQ=WEEKLY;BYDAY=MO",
         .created = made,
         .lastModified = made + hours(1)},
        {.uid = "b", .start = *ical::parseTime("20260307"), .end = *ical::parseTime("20260308")}};
    const auto text = availabilityOf(given, "own", made, times());
    const auto parsed = parseAvailability(text, kOctets);
    EXPECT_EQ(availableTimesOf(parsed, times()), given);
    EXPECT_NE(text.find("BEGIN:VTIMEZONE\r\nTZID:Test/East"), std::string::npos) << text;
    EXPECT_TRUE(
        availableTimesOf(parseAvailability(availabilityOf({}, "own", made, times()), kOctets), times()).empty());
}

}  // namespace
}  // namespace groupware::calendar

#include "groupware/calendar/event_file.h"

#include "groupware/formats/ical/properties.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

using ::test::codeOf;

constexpr FileLimits kLimits{.octets = 1 << 20, .objects = 10};
constexpr std::size_t kObject = 1 << 16;

std::string event(const std::string& uid, const std::string& rest = "") {
    return "BEGIN:VEVENT\r\n" + (uid.empty() ? "" : "UID:" + uid + "\r\n") + rest + "END:VEVENT\r\n";
}
std::string calendar(const std::string& inside) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//A//B//EN\r\n" + inside + "END:VCALENDAR\r\n";
}

TEST(EventFileTest, ChangedInstancesGoWithTheirSeriesWhereverTheyAre) {
    const auto text = calendar(event("a", "RRULE:FREQ=DAILY\r\n") + event("b") +
                               event("a", "RECURRENCE-ID:20260101T100000Z\r\nX-ODD;P=\"a:b\":kept as it is\r\n"));
    const EventFile file(text, kLimits);
    ASSERT_EQ(file.items().size(), 2U);
    EXPECT_EQ(file.object(file.items()[0], kObject).text(),
              calendar(event("a", "RRULE:FREQ=DAILY\r\n") +
                       event("a", "RECURRENCE-ID:20260101T100000Z\r\nX-ODD;P=\"a:b\":kept as it is\r\n")));
    EXPECT_EQ(file.object(file.items()[1], kObject).text(), calendar(event("b")));
    EXPECT_EQ(file.items()[0].line, 4U);
    EXPECT_EQ(file.items()[1].line, 8U);
}

TEST(EventFileTest, AFoldedUidIsOneAndEventsWithoutAreEachTheirOwn) {
    const auto text = calendar("BEGIN:VEVENT\r\nUID;X-P=\"1:2\":abc\r\n def\r\nEND:VEVENT\r\n" + event("abcdef") +
                               event("") + event(""));
    const EventFile file(text, kLimits);
    ASSERT_EQ(file.items().size(), 3U);
    EXPECT_EQ(file.items()[0].uid, "abcdef");
    EXPECT_EQ(file.items()[0].components.size(), 2U);
}

TEST(EventFileTest, ObjectsHaveTheZonesThatTheyName) {
    const std::string zone =
        "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    const auto text = calendar(zone + event("a", "DTSTART;TZID=Here:20260101T100000\r\n") + event("b"));
    const EventFile file(text, kLimits);
    ASSERT_EQ(file.items().size(), 2U);
    EXPECT_EQ(file.object(file.items()[0], kObject).text(),
              calendar(event("a", "DTSTART;TZID=Here:20260101T100000\r\n") + zone));
    EXPECT_EQ(file.object(file.items()[1], kObject).text(), calendar(event("b")));
}

TEST(EventFileTest, OtherComponentsAreNamed) {
    const auto text = calendar("BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\n" + event("a"));
    const EventFile file(text, kLimits);
    ASSERT_EQ(file.items().size(), 2U);
    EXPECT_EQ(file.items()[0].kind, "VTODO");
    EXPECT_EQ(file.items()[1].kind, "VEVENT");
}

TEST(EventFileTest, SeveralCalendarsHaveNothingInCommon) {
    const auto text = "METHOD-LESS\r\n";
    EXPECT_EQ(codeOf([&] { EventFile(text, kLimits); }), ErrorCode::BadRequest);
    const auto two =
        "BEGIN:VCALENDAR\nMETHOD:PUBLISH\nX-WR-CALNAME:Mine\nX-KEPT:1\n"
        "BEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR\n" +
        calendar(event("a"));
    const EventFile file(two, kLimits);
    ASSERT_EQ(file.items().size(), 2U);
    EXPECT_EQ(file.object(file.items()[0], kObject).text(),
              "BEGIN:VCALENDAR\nX-KEPT:1\nBEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR\n");
    EXPECT_EQ(file.object(file.items()[1], kObject).text(), calendar(event("a")));
}

TEST(EventFileTest, WhatIsNoCalendarIsRefusedAndLimitsHold) {
    for (const std::string text : {"", "BEGIN:VCALENDAR\r\n", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
                                   "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "END:VCALENDAR\r\n"})
        EXPECT_EQ(codeOf([&] { EventFile(text, kLimits); }), ErrorCode::BadRequest) << text;
    std::string many;
    for (int number = 0; number < 11; ++number) many += event(std::to_string(number));
    EXPECT_EQ(codeOf([&] { EventFile(calendar(many), kLimits); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { EventFile(calendar(event("a")), {.octets = 20, .objects = 10}); }), ErrorCode::TooLarge);
    std::string deep;
    for (int level = 0; level < 20; ++level) deep += "BEGIN:X\r\n";
    EXPECT_EQ(codeOf([&] { EventFile("BEGIN:VCALENDAR\r\n" + deep, kLimits); }), ErrorCode::TooLarge);

    const auto text =
        calendar(event("a", "SUMMARY:" + std::string(2000, 'x') + "\r\n") + event("b", "BROKEN\r\n") + event("c"));
    const EventFile file(text, kLimits);
    EXPECT_EQ(codeOf([&] { (void)file.object(file.items()[0], 1000); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { (void)file.object(file.items()[1], 1000); }), ErrorCode::BadRequest);
    EXPECT_EQ(file.object(file.items()[2], 1000).components().size(), 1U);
}

}  // namespace
}  // namespace groupware::calendar

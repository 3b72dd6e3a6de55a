#include "groupware/calendar/alarm_triggers.h"

#include "groupware/base/error.h"
#include "groupware/calendar/vevent.h"
#include "tests/groupware/formats/ical/samples.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

using formats::ical::instant;
using formats::ical::systemZone;
using formats::ical::textOf;
using ::test::codeOf;

const std::set<std::string> kAnna{"mailto:anna@example.com"};
constexpr Bounds kBounds{.occurrences = 1000, .steps = 1'000'000};

std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}
std::string alarm(const std::string& trigger, const std::string& more = {}) {
    return "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER" + trigger + "\r\n" + more + "END:VALARM\r\n";
}
AlarmContext contextAt(const std::string& now, const std::string& zone = "Europe/Berlin") {
    return {.times = {.find = systemZone, .zone = zone}, .bounds = kBounds, .now = instant(now)};
}

/// "20260310T084500Z 20260310T100000": when it rings, for which instance.
using Rings = std::vector<std::string>;
Rings words(const std::vector<AlarmTrigger>& triggers) {
    Rings rings;
    for (const auto& trigger : triggers) {
        const auto at = textOf(std::chrono::floor<std::chrono::seconds>(trigger.rings));
        rings.push_back(at + (trigger.instance.empty() ? "" : " " + trigger.instance));
    }
    return rings;
}
Rings rings(const std::string& components, const std::string& now, const std::string& zone = "Europe/Berlin") {
    const auto calendar = formats::ical::calendar("BEGIN:VCALENDAR\r\n" + components + "END:VCALENDAR\r\n");
    const auto context = contextAt(now, zone);
    return words(ownTriggers(calendar, indexObject(calendar, kAnna, context.times, kBounds), context));
}

const std::string kLunch = "DTSTART;TZID=Europe/Berlin:20260310T120000\r\nDTEND;TZID=Europe/Berlin:20260310T130000\r\n";
const std::string kDaily = kLunch + "RRULE:FREQ=DAILY\r\n";

TEST(AlarmTriggers, Rfc5545Section3Point8Point6Point3) {
    struct Case {
        std::string trigger;
        std::string rings;
    };
    for (const auto& each : std::vector<Case>{{":-PT15M", "20260310T104500Z"},
                                              {":PT0S", "20260310T110000Z"},
                                              {";RELATED=START:-P1D", "20260309T110000Z"},
                                              {";RELATED=END:PT5M", "20260310T120500Z"},
                                              {";VALUE=DATE-TIME:20260310T060000Z", "20260310T060000Z"}}) {
        EXPECT_EQ(rings(event(kLunch + alarm(each.trigger)), "20260301T000000Z"), Rings{each.rings}) << each.trigger;
    }
    EXPECT_EQ(rings(event(kLunch + alarm(":soon") + alarm(":-PT5M")), "20260301T000000Z"), Rings{"20260310T105500Z"})
        << "what cannot be read is passed over";
}

TEST(AlarmTriggers, WhatIsOverDoesNotRing) {
    EXPECT_EQ(rings(event(kLunch + alarm(":-PT15M")), "20260310T115959Z"), Rings{"20260310T104500Z"}) << "still on";
    EXPECT_EQ(rings(event(kLunch + alarm(":-PT15M")), "20260310T120000Z"), Rings{});
    EXPECT_EQ(rings(event(kLunch + alarm(";RELATED=END:PT1H")), "20260310T125959Z"), Rings{"20260310T130000Z"});
    EXPECT_EQ(rings(event(kLunch + "STATUS:CANCELLED\r\n" + alarm(":-PT15M")), "20260301T000000Z"), Rings{});
    EXPECT_EQ(rings(event(kLunch + "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.com\r\n" + alarm(":-PT15M")),
                    "20260301T000000Z"),
              Rings{});
}

TEST(AlarmTriggers, Rfc9074Section6Point1Acknowledged) {
    const auto seen = [](const std::string& at) { return "ACKNOWLEDGED:" + at + "\r\n"; };
    EXPECT_EQ(rings(event(kLunch + alarm(":-PT15M", seen("20260310T104459Z"))), "20260301T000000Z"),
              Rings{"20260310T104500Z"});
    EXPECT_EQ(rings(event(kLunch + alarm(":-PT15M", seen("20260310T104500Z"))), "20260301T000000Z"), Rings{});
    // Of a series it rings for the next instance.
    EXPECT_EQ(rings(event(kDaily + alarm(":-PT15M", seen("20260310T104500Z"))), "20260310T110000Z"),
              Rings{"20260311T104500Z 20260311T120000"});
    EXPECT_EQ(rings(event(kDaily + alarm(":-PT15M", seen("20260320T000000Z"))), "20260310T110000Z"),
              Rings{"20260320T104500Z 20260320T120000"});
}

TEST(AlarmTriggers, ASeriesRingsForItsNextInstance) {
    const auto each = event(kDaily + "EXDATE;TZID=Europe/Berlin:20260312T120000\r\n" + alarm(":-PT15M"));
    EXPECT_EQ(rings(each, "20260301T000000Z"), Rings{"20260310T104500Z 20260310T120000"});
    EXPECT_EQ(rings(each, "20260311T130000Z"), Rings{"20260313T104500Z 20260313T120000"}) << "not for a deleted one";
    EXPECT_EQ(rings(each, "20260329T000000Z"), Rings{"20260329T094500Z 20260329T120000"})
        << "an hour earlier in summer";
    EXPECT_EQ(rings(event(kLunch + "RRULE:FREQ=DAILY;COUNT=2\r\n" + alarm(":-PT15M")), "20260312T000000Z"), Rings{});
    // February 29, as seldom as it can be.
    EXPECT_EQ(rings(event("DTSTART:20240229T120000Z\r\nRRULE:FREQ=YEARLY\r\n" + alarm(":-P1D")), "20240301T000000Z"),
              Rings{"20280228T120000Z 20280229T120000"});
    EXPECT_EQ(rings(event("DTSTART:20960229T120000Z\r\nRRULE:FREQ=YEARLY\r\n" + alarm(":-P1D")), "20960301T000000Z"),
              Rings{"21040228T120000Z 21040229T120000"});
}

TEST(AlarmTriggers, ChangedInstancesHaveAlarmsOfTheirOwn) {
    const auto moved = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20260310T120000\r\nDTSTART;TZID=Europe/Berlin:20260310T150000\r\n"
        "DTEND;TZID=Europe/Berlin:20260310T160000\r\n" +
        alarm(":-PT30M"));
    EXPECT_EQ(rings(event(kDaily + alarm(":-PT15M")) + moved, "20260301T000000Z"),
              (Rings{"20260310T133000Z 20260310T120000", "20260311T104500Z 20260311T120000"}));
}

TEST(AlarmTriggers, WholeDaysAreWhereTheirOwnerIs) {
    const auto birthday = event("DTSTART;VALUE=DATE:20260310\r\nRRULE:FREQ=YEARLY\r\n" + alarm(":-PT12H"));
    EXPECT_EQ(rings(birthday, "20260301T000000Z"), Rings{"20260309T110000Z 20260310"});
    EXPECT_EQ(rings(birthday, "20260301T000000Z", "America/New_York"), Rings{"20260309T160000Z 20260310"});
    EXPECT_EQ(rings(event("DTSTART;VALUE=DATE:20260310\r\n" + alarm(":PT9H")), "20260301T000000Z", "Asia/Tokyo"),
              Rings{"20260310T000000Z"});
}

TEST(AlarmTriggers, SomebodyElsesAlarmRingsForTheEventThatComesFirst) {
    const auto moved =
        event("RECURRENCE-ID;TZID=Europe/Berlin:20260312T120000\r\nDTSTART;TZID=Europe/Berlin:20260309T120000\r\n");
    const auto calendar = formats::ical::calendar("BEGIN:VCALENDAR\r\n" + event(kDaily) + moved + "END:VCALENDAR\r\n");
    const auto context = contextAt("20260301T000000Z");
    const auto index = indexObject(calendar, {}, context.times, kBounds);
    EXPECT_EQ(words(triggersOf({{.trigger = "-PT15M", .origin = 1}}, index, context)),
              Rings{"20260309T104500Z 20260312T120000"});
}

std::vector<Alarm> two() {
    return {{.uid = "a", .trigger = "-PT15M", .description = "x", .origin = 1},
            {.uid = "b", .trigger = "-PT5M", .origin = 2}};
}

TEST(AlarmTriggers, Rfc9074Section7Snooze) {
    const Instant now = instant("20260310T104500Z");
    const auto left = snoozed(two(), 1, now, instant("20260310T105500Z"), "again");
    ASSERT_EQ(left.size(), 3U);
    EXPECT_EQ(left[0].acknowledged, now);
    EXPECT_FALSE(left[1].acknowledged);
    EXPECT_EQ(left[2].uid, "again");
    EXPECT_EQ(left[2].relatedTo, "a");
    EXPECT_EQ(left[2].trigger, "20260310T105500Z");
    EXPECT_EQ(left[2].description, "x");

    // Snoozed once more: one alarm for it, not two.
    auto stored = left;
    stored[2].origin = 3;
    const auto more = snoozed(stored, 3, instant("20260310T105500Z"), instant("20260310T110000Z"), "once more");
    ASSERT_EQ(more.size(), 3U);
    EXPECT_EQ(more[0].acknowledged, instant("20260310T105500Z"));
    EXPECT_EQ(more[2].uid, "once more");
    EXPECT_EQ(more[2].relatedTo, "a");

    // Seen at last: what snoozed it is gone.
    for (const std::int64_t which : {1, 3}) {
        const auto seen = acknowledged(stored, which, now);
        ASSERT_EQ(seen.size(), 2U) << which;
        EXPECT_EQ(seen[0].acknowledged, now);
        EXPECT_FALSE(seen[1].acknowledged);
    }
    // An alarm without uid gets one, so that the other can name it.
    auto unnamed = two();
    unnamed[0].uid.clear();
    const auto named = snoozed(unnamed, 1, now, now, "again");
    EXPECT_FALSE(named[0].uid.empty());
    EXPECT_EQ(named[2].relatedTo, named[0].uid);
    EXPECT_EQ(codeOf([] { (void)acknowledged(two(), 3, {}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([] { (void)acknowledged(two(), 0, {}); }), ErrorCode::NotFound);
}

TEST(AlarmTriggers, AnInstantOfASeriesBelongsToWhatHappensAboutThen) {
    EXPECT_EQ(rings(event(kDaily + alarm(";VALUE=DATE-TIME:20260312T123000Z")), "20260312T110000Z"),
              Rings{"20260312T123000Z 20260312T120000"});
    EXPECT_EQ(rings(event(kDaily + alarm(";VALUE=DATE-TIME:20260312T123000Z")), "20260314T110000Z"), Rings{});
}

}  // namespace
}  // namespace groupware::calendar

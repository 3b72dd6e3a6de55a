#include "groupware/base/error.h"
#include "groupware/formats/ical/recurrence.h"
#include "tests/groupware/formats/ical/samples.h"

namespace groupware::formats::ical {
namespace {

using Starts = std::vector<std::string>;

Expansion expansion(const Component& component, std::string_view from, std::string_view to, Zones& zones,
                    const Bounds& bounds = {}) {
    const auto recurrence = recurrenceOf(component, zones);
    EXPECT_TRUE(recurrence.has_value());
    return expand(*recurrence, {.from = instant(from), .to = instant(to)}, zones, bounds);
}

Starts startsOf(const Component& component, std::string_view from, std::string_view to,
                std::string_view floating = "Europe/Berlin") {
    auto zones = zonesIn(floating);
    Starts starts;
    for (const auto& each : expansion(component, from, to, zones).occurrences) starts.push_back(textOf(each.start));
    return starts;
}

TEST(Expand, LocalTimesStayWhenClocksAreChanged) {
    // RFC 5545 section 3.8.5.3: "Daily for 10 occurrences" becomes "(1997 9:00 AM EDT)" and "(1997 9:00 AM EST)".
    const auto daily = event("DTSTART;TZID=America/New_York:19971024T090000\r\nRRULE:FREQ=DAILY;COUNT=4\r\n");
    EXPECT_EQ(startsOf(daily, "19970101", "19980101"),
              (Starts{"19971024T130000Z", "19971025T130000Z", "19971026T140000Z", "19971027T140000Z"}));
}

TEST(Expand, UntilIsAnInstantAlsoWhereClocksLeaveOutAnHour) {
    // RFC 5545 sections 3.3.5 and 3.3.10: half past two is half past three in that night, 01:30 UTC.
    const std::string start = "DTSTART;TZID=Europe/Berlin:20260328T023000\r\nRRULE:FREQ=DAILY;UNTIL=";
    EXPECT_EQ(startsOf(event(start + "20260329T012959Z\r\n"), "20260101", "20270101"), (Starts{"20260328T013000Z"}));
    EXPECT_EQ(startsOf(event(start + "20260329T013000Z\r\n"), "20260101", "20270101"),
              (Starts{"20260328T013000Z", "20260329T013000Z"}));
}

TEST(Expand, Rfc4791Section9Point9WindowsTakeWhatOverlaps) {
    const auto meeting = event("DTSTART:20260105T100000Z\r\nDTEND:20260105T120000Z\r\nRRULE:FREQ=WEEKLY\r\n");
    EXPECT_EQ(startsOf(meeting, "20260105T110000Z", "20260105T113000Z").size(), 1U);
    EXPECT_TRUE(startsOf(meeting, "20260105T120000Z", "20260112T100000Z").empty());
    EXPECT_EQ(startsOf(meeting, "20260105T115959Z", "20260112T100001Z").size(), 2U);
    EXPECT_EQ(startsOf(meeting, "20460101", "20460108").size(), 1U);
    const auto moment = event("DTSTART:20260105T100000Z\r\n");
    EXPECT_EQ(startsOf(moment, "20260105T100000Z", "20260105T100001Z").size(), 1U);
    EXPECT_TRUE(startsOf(moment, "20260105T095959Z", "20260105T100000Z").empty());
}

TEST(Expand, LengthsAreExactOrOfTheCalendar) {
    auto zones = zonesIn("Europe/Berlin");
    const auto endOf = [&](const std::string& properties) {
        return textOf(expansion(event("DTSTART;TZID=Europe/Berlin:20260327T120000\r\n" + properties +
                                      "RRULE:FREQ=DAILY;COUNT=3\r\n"),
                                "20260101", "20270101", zones)
                          .occurrences[1]
                          .end);
    };
    EXPECT_EQ(endOf("DURATION:P1D\r\n"), "20260329T100000Z") << "noon to noon is 23 hours";
    EXPECT_EQ(endOf("DURATION:PT24H\r\n"), "20260329T110000Z");
    EXPECT_EQ(endOf("DTEND;TZID=Europe/Berlin:20260328T120000\r\n"), "20260329T110000Z") << "RFC 5545 section 3.8.5.3";
    EXPECT_EQ(endOf("DTEND;TZID=Europe/Berlin:20260326T120000\r\n"), "20260328T110000Z")
        << "an end before the start is none";
}

TEST(Expand, WholeDaysAreWhereTheReaderIs) {
    const auto days = event(
        "DTSTART;VALUE=DATE:20260328\r\nRRULE:FREQ=DAILY;UNTIL=20260330T235959Z\r\n"
        "EXDATE;VALUE=DATE:20260329\r\n");
    EXPECT_EQ(startsOf(days, "20260101", "20270101"), (Starts{"20260327T230000Z", "20260329T220000Z"}));
    EXPECT_EQ(startsOf(days, "20260101", "20270101", "America/New_York"),
              (Starts{"20260328T040000Z", "20260330T040000Z"}));
    auto zones = zonesIn("Europe/Berlin");
    EXPECT_EQ(
        expansion(event("DTSTART;VALUE=DATE:20260329\r\n"), "20260101", "20270101", zones).occurrences.front().end,
        instant("20260329T220000Z"))
        << "a day of 23 hours";
}

TEST(Expand, ExceptionsAndAdditions) {
    const auto series = event(
        "DTSTART;TZID=Europe/Berlin:20260105T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=5\r\n"
        "EXDATE;TZID=Europe/Berlin:20260112T100000\r\nEXDATE:20260119T090000Z\r\nEXDATE;VALUE=DATE:20260126\r\n"
        "RDATE;TZID=Europe/Berlin:20260107T100000,20260105T100000\r\n"
        "RDATE;VALUE=PERIOD:20260108T090000Z/PT30M,20260109T090000Z/20260109T093000Z,x/PT1H\r\n");
    EXPECT_EQ(
        startsOf(series, "20260101", "20270101"),
        (Starts{"20260105T090000Z", "20260107T090000Z", "20260108T090000Z", "20260109T090000Z", "20260202T090000Z"}));
    auto zones = zonesIn("UTC");
    const auto found = expansion(series, "20260101", "20270101", zones).occurrences;
    EXPECT_EQ(textOf(found[1].end), "20260107T100000Z");
    EXPECT_EQ(textOf(found[2].end), "20260108T093000Z");
    EXPECT_EQ(textOf(found[3].end), "20260109T093000Z");
    EXPECT_EQ(textOf(found[3].local), "20260109T100000") << "where the series is";
    EXPECT_EQ(startsOf(event("DTSTART;TZID=Europe/Berlin:20260105T100000\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n"
                             "EXDATE:20260112T100000\r\n"),
                       "20260101", "20270101", "Asia/Tokyo"),
              Starts{"20260105T090000Z"})
        << "an exception without its zone is in the series'";
}

TEST(Expand, OutlooksMeeting) {
    auto object = calendar(kOutlookEvent);
    EXPECT_EQ(startsOf(mainComponent(object), "20260101", "20270101"),
              (Starts{"20260309T090000Z", "20260323T090000Z", "20260330T080000Z"}));
}

TEST(Expand, UntilOfADateIncludesTheDay) {
    EXPECT_EQ(startsOf(event("DTSTART:20260105T100000Z\r\nRRULE:FREQ=DAILY;UNTIL=20260107\r\n"), "20260101", "20270101")
                  .size(),
              3U);
    EXPECT_EQ(startsOf(event("DTSTART:20260105T100000Z\r\nRRULE:FREQ=DAILY;UNTIL=20260107T095959Z\r\n"), "20260101",
                       "20270101")
                  .size(),
              2U);
}

TEST(Expand, TodosMayHaveNothingButTheirDueTime) {
    auto zones = zonesIn("Europe/Berlin");
    auto todo = calendar(kTasksOrg);
    const auto found = expansion(mainComponent(todo), "20260101", "20270101", zones).occurrences;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(textOf(found[0].start), "20260114T230000Z");
    EXPECT_EQ(found[0].start, found[0].end);
    auto thunderbird = calendar(kThunderbirdTodo);
    EXPECT_EQ(textOf(expansion(mainComponent(thunderbird), "20260101", "20270101", zones).occurrences[0].end),
              "20260102T110000Z");
    EXPECT_FALSE(recurrenceOf(event("SUMMARY:x\r\n"), zones).has_value());
    EXPECT_THROW((void)recurrenceOf(event("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=HOURLY\r\n"), zones), Error);
    EXPECT_THROW((void)recurrenceOf(event("DTSTART:20260101T000000\r\nRRULE:FREQ=MINUTELY\r\n"), zones), Error);
}

TEST(Expand, BoundsAreKeptAndSaid) {
    auto zones = zonesIn("UTC");
    const auto endless = event("DTSTART:20260101T000000Z\r\nRRULE:FREQ=HOURLY\r\n");
    const auto few = expansion(endless, "20260101", "99990101", zones, {.occurrences = 10, .steps = 1 << 20});
    EXPECT_EQ(few.occurrences.size(), 10U);
    EXPECT_FALSE(few.complete);
    const auto tired = expansion(endless, "20260101", "20270101", zones, {.occurrences = 100'000, .steps = 1000});
    EXPECT_LE(tired.occurrences.size(), 1001U);
    EXPECT_FALSE(tired.complete);
    const auto day = expansion(endless, "20260201", "20260202", zones, {.occurrences = 24, .steps = 1000});
    EXPECT_EQ(day.occurrences.size(), 24U);
    EXPECT_TRUE(day.complete);
    const auto never = expansion(event("DTSTART:20260101T000000Z\r\nRRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30\r\n"),
                                 "20260102", "99990101", zones, {.occurrences = 10, .steps = 20'000});
    EXPECT_TRUE(never.occurrences.empty());
    EXPECT_FALSE(never.complete);
}

TEST(Expand, TheLastEnd) {
    auto zones = zonesIn("UTC");
    const auto last = [&](const std::string& properties, std::size_t steps = 100'000) {
        const auto end = lastEnd(
            *recurrenceOf(event("DTSTART:20260101T100000Z\r\nDURATION:PT1H\r\n" + properties), zones), zones, steps);
        return end ? textOf(*end) : "never";
    };
    EXPECT_EQ(last(""), "20260101T110000Z");
    EXPECT_EQ(last("RRULE:FREQ=DAILY;COUNT=10\r\n"), "20260110T110000Z");
    EXPECT_EQ(last("RRULE:FREQ=DAILY;UNTIL=20260105T000000Z\r\n"), "20260104T110000Z");
    EXPECT_EQ(last("RRULE:FREQ=DAILY\r\n"), "never");
    EXPECT_EQ(last("RRULE:FREQ=DAILY;UNTIL=99991231T000000Z\r\n", 1000), "never") << "longer than anybody can tell";
    EXPECT_EQ(last("RRULE:FREQ=DAILY;COUNT=2\r\nRDATE;VALUE=PERIOD:20260201T000000Z/P2D\r\n"), "20260203T000000Z");
    EXPECT_EQ(last("EXDATE:20260101T100000Z\r\n"), "20260101T100000Z") << "nothing is left";
}

/// Instances in a window are those of the whole series that overlap it.
TEST(Expand, AWindowShowsAPartOfTheWhole) {
    auto zones = zonesIn("Europe/Berlin");
    for (const auto* rule :
         {"FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,WE,SU", "FREQ=MONTHLY;BYDAY=-1FR,2TU",
          "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=30", "FREQ=HOURLY;INTERVAL=11"}) {
        const auto series =
            event("DTSTART;TZID=Europe/Berlin:20250126T023000\r\nDTEND;TZID=Europe/Berlin:20250129T010000\r\nRRULE:" +
                  std::string(rule) + "\r\n");
        const auto whole =
            expansion(series, "20250101", "20290101", zones, {.occurrences = 10'000, .steps = 1'000'000});
        ASSERT_TRUE(whole.complete);
        for (auto from = instant("20250115"); from < instant("20281001"); from += std::chrono::days(17)) {
            const Window window{.from = from, .to = from + std::chrono::days(9)};
            std::vector<Occurrence> expected;
            for (const auto& each : whole.occurrences) {
                if (each.start < window.to && each.end > window.from) expected.push_back(each);
            }
            EXPECT_EQ(expand(*recurrenceOf(series, zones), window, zones, {}).occurrences, expected)
                << rule << textOf(from);
        }
    }
}

}  // namespace
}  // namespace groupware::formats::ical

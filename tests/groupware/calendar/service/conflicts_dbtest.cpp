#include "tests/groupware/calendar/writes_fixture.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

using std::chrono::hours;

const WriteOptions kCheck{.checkConflicts = true};

TEST_F(WritesTest, ConflictsAreReportedAndNothingIsStored) {
    made(bert(), berts_, event("his", "20260310T103000"));
    const auto before = everything();
    const auto meeting = event("meeting", "20260310T100000", {user(kBert)});
    const auto result = make(anna(), annas_, meeting, kCheck);
    EXPECT_TRUE(result.created.empty());
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_EQ(result.conflicts[0].attendees, std::vector<CalendarUser>{CalendarUser::of(kBert)});
    EXPECT_FALSE(result.conflicts[0].hard);
    EXPECT_TRUE(result.conflicts[0].event.anonymous);  // she may not read his calendar
    EXPECT_EQ(result.conflicts[0].event.summary, "");
    EXPECT_EQ(result.conflicts[0].event.start, calendar::at("20260310T093000Z"));
    EXPECT_EQ(everything(), before);
    // Once she knows:
    EXPECT_EQ(make(anna(), annas_, meeting).created.size(), 1U);
}

TEST_F(WritesTest, OnesOwnConflictsAreReadable) {
    made(anna(), annas_, event("first"));
    const auto result = make(anna(), annas_, event("second"), kCheck);
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_EQ(result.conflicts[0].event.summary, "first");
    EXPECT_TRUE(make(anna(), annas_, event("after", "20260310T110000"), kCheck).conflicts.empty());
    EXPECT_TRUE(make(
                    anna(), annas_,
                    [](EventFields& fields) {
                        event("free")(fields);
                        fields.transparent = true;
                    },
                    kCheck)
                    .conflicts.empty());
}

TEST_F(WritesTest, AnEventIsNoConflictOfItself) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    EXPECT_TRUE(update(
                    anna(), ref,
                    [](EventFields& fields) {
                        fields.start.local += std::chrono::minutes(30);
                        fields.end.local += std::chrono::minutes(30);
                    },
                    kCheck)
                    .conflicts.empty());
    made(bert(), berts_, event("his", "20260310T150000"));
    // What does not touch the times asks nobody anew.
    made(bert(), berts_, event("later", "20260310T103000"));
    EXPECT_TRUE(update(anna(), ref, titled("title"), kCheck).conflicts.empty());
    const auto moved = update(
        anna(), ref,
        [](EventFields& fields) {
            fields.start = *ical::parseTime("20260310T150000", "Europe/Berlin");
            fields.end = *ical::parseTime("20260310T160000", "Europe/Berlin");
        },
        kCheck);
    ASSERT_EQ(moved.conflicts.size(), 1U);
    EXPECT_EQ(queries_.get(anna(), ref).start, calendar::at("20260310T093000Z"));
}

TEST_F(WritesTest, WhoIsNewIsAskedAlone) {
    made(bert(), berts_, event("his"));
    made(carl(), carls_, event("his"));
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    const auto result = update(
        anna(), ref, [](EventFields& fields) { fields.attendees.push_back(user(kCarl)); }, kCheck);
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_EQ(result.conflicts[0].attendees, std::vector<CalendarUser>{CalendarUser::of(kCarl)});
}

TEST_F(WritesTest, InstancesOfASeriesAreCompared) {
    made(bert(), berts_, event("his", "20260324T100000"));
    const auto result = make(anna(), annas_, event("weekly", "20260310T100000", {user(kBert)}, "FREQ=WEEKLY"), kCheck);
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_EQ(result.conflicts[0].event.start, calendar::at("20260324T090000Z"));
    EXPECT_TRUE(make(anna(), annas_, event("weekly", "20260311T100000", {user(kBert)}, "FREQ=WEEKLY"), kCheck)
                    .conflicts.empty());
}

TEST_F(WritesTest, ARoomCannotBeInTwoPlaces) {
    made(bert(), berts_, event("his", "20260310T100000", {room()}));
    const auto meeting = event("meeting", "20260310T100000", {room()});
    const auto result = make(anna(), annas_, meeting, kCheck);
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_TRUE(result.conflicts[0].hard);
    EXPECT_EQ(result.conflicts[0].attendees, std::vector<CalendarUser>{CalendarUser::of(room_)});
    // Who does not ask is answered by the room.
    const auto ref = made(anna(), annas_, meeting);
    EXPECT_EQ(statusOf(ref, "room@example.com"), "DECLINED");
}

TEST_F(WritesTest, WhoAcceptsMayAskBefore) {
    made(bert(), berts_, event("his"));
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    const auto copy = refOf(kBert, uidOf(ref));
    const auto result = service_.answer(bert(), copy, {.partStat = PartStat::Accepted}, kCheck);
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_EQ(result.conflicts[0].event.summary, "his");
    EXPECT_EQ(statusOf(ref, "bert@example.com"), "NEEDS-ACTION");
    EXPECT_TRUE(service_.answer(bert(), copy, {.partStat = PartStat::Declined}, kCheck).conflicts.empty());
}

TEST_F(WritesTest, AnInstanceThatIsMovedIsComparedAlone) {
    made(bert(), berts_, event("his", "20260324T100000"));
    made(bert(), berts_, event("later", "20260331T150000"));
    const auto ref = made(anna(), annas_, event("weekly", "20260310T100000", {user(kBert)}, "FREQ=WEEKLY"));
    const auto moveTo = [&](const std::string& start, const std::string& end) {
        return update(
            anna(), at(ref, "20260317T100000"),
            [&](EventFields& fields) {
                fields.start = *ical::parseTime(start, "Europe/Berlin");
                fields.end = *ical::parseTime(end, "Europe/Berlin");
            },
            kCheck);
    };
    EXPECT_TRUE(moveTo("20260318T100000", "20260318T110000").conflicts.empty()) << "the 24th is an old conflict";
    EXPECT_TRUE(says(ref, "DTSTART;TZID=Europe/Berlin:20260318T100000"));
    const auto result = moveTo("20260331T150000", "20260331T160000");
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_EQ(result.conflicts[0].event.start, calendar::at("20260331T130000Z"));
}

TEST_F(WritesTest, WhoIsNewInASeriesIsAskedAboutAllOfIt) {
    made(bert(), berts_, event("his", "20260324T100000"));
    made(carl(), carls_, event("his", "20260331T100000"));
    const auto ref = made(anna(), annas_, event("weekly", "20260310T100000", {user(kBert)}, "FREQ=WEEKLY"));
    const auto result = update(
        anna(), ref, [](EventFields& fields) { fields.attendees.push_back(user(kCarl)); }, kCheck);
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_EQ(result.conflicts[0].attendees, std::vector<CalendarUser>{CalendarUser::of(kCarl)});
}

TEST_F(WritesTest, WhatTakesTimeAgainIsComparedWhole) {
    made(bert(), berts_, event("his"));
    const auto ref = made(anna(), annas_, [](EventFields& fields) {
        event("meeting", "20260310T100000", {user(kBert)})(fields);
        fields.transparent = true;
    });
    const auto result = update(
        anna(), ref, [](EventFields& fields) { fields.transparent = false; }, kCheck);
    EXPECT_EQ(result.conflicts.size(), 1U);
}

TEST_F(WritesTest, AMeetingOfSeveralIsOneConflict) {
    made(bert(), berts_, event("theirs", "20260310T100000", {user(kCarl)}));
    const auto result = make(anna(), annas_, event("meeting", "20260310T100000", {user(kBert), user(kCarl)}), kCheck);
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_EQ(result.conflicts[0].attendees,
              (std::vector<CalendarUser>{CalendarUser::of(kBert), CalendarUser::of(kCarl)}));
    EXPECT_TRUE(result.conflicts[0].event.anonymous && result.conflicts[0].event.uid.empty());
}

TEST_F(WritesTest, WhatCannotBeIgnoredIsNeverLeftOut) {
    for (int number = 0; number < 3; ++number) made(anna(), annas_, event("x"));
    made(bert(), berts_, event("his", "20260310T100000", {room()}));
    limits_.conflicts = 1;
    const auto result = make(anna(), annas_, event("y", "20260310T100000", {room()}), kCheck);
    ASSERT_EQ(result.conflicts.size(), 1U);
    EXPECT_TRUE(result.conflicts[0].hard);
}

TEST_F(WritesTest, FullCalendarsOfOthersDoNotKeepAnybodyFromWriting) {
    for (int number = 0; number < 5; ++number) made(bert(), berts_, event("x", "20260312T100000"));
    made(bert(), berts_, event("daily", "20260310T120000", {}, "FREQ=DAILY"));
    made(bert(), berts_, event("his", "20260324T100000"));
    freeBusyLimits_.periods = 3;
    const auto weekly = event("weekly", "20260310T100000", {user(kBert)}, "FREQ=WEEKLY");
    ASSERT_EQ(make(anna(), annas_, weekly, kCheck).conflicts.size(), 1U);
    freeBusyLimits_.periods = 1'000;
    freeBusyLimits_.range = std::chrono::days(30);
    EXPECT_EQ(make(anna(), annas_, weekly, kCheck).conflicts.size(), 1U) << "as far ahead as may be asked";
    freeBusyLimits_.bounds.occurrences = 10;
    EXPECT_EQ(make(anna(), annas_, weekly, kCheck).conflicts.size(), 2U) << "what recurs too often is always";
}

TEST_F(WritesTest, ConflictsAreCounted) {
    for (int number = 0; number < 5; ++number) made(anna(), annas_, event("x"));
    limits_.conflicts = 3;
    EXPECT_EQ(make(anna(), annas_, event("y"), kCheck).conflicts.size(), 3U);
}

}  // namespace
}  // namespace groupware::calendar

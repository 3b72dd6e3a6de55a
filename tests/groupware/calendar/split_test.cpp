#include "groupware/base/error.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/index.h"
#include "groupware/formats/ical/people.h"
#include "tests/groupware/calendar/samples.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace groupware::calendar {
namespace {

using test::calendarOf;
using ::test::codeOf;
using test::contextIn;
using test::eventText;
using test::fieldsIn;
using test::lineOf;
using test::timeOf;

/// Starts of all instances up to 2030, with titles of changed ones.
std::vector<std::string> instancesOf(const ical::Component& calendar) {
    const auto context = contextIn();
    ical::Zones zones(context.times.find, context.times.userZone(), &calendar);
    auto series = ical::recurrenceOf(*findSeries(calendar), zones);
    std::vector<std::string> found;
    for (const auto& id : exceptionsOf(calendar)) {
        series->exceptions.push_back(id);
        const auto fields = instanceFields(calendar, id, context);
        found.push_back(formats::ical::textOf(zones.instantOf(fields.start)) + ' ' + fields.summary);
    }
    const ical::Window window{.from = formats::ical::instant("20200101"), .to = formats::ical::instant("20300101")};
    for (const auto& each : ical::expand(*series, window, zones, context.bounds).occurrences)
        found.push_back(formats::ical::textOf(each.start));
    std::sort(found.begin(), found.end());
    return found;
}

TEST(Split, EverythingGoesWhereItBelongs) {
    auto calendar = calendarOf(
        eventText(
            "DTSTART;TZID=Europe/Berlin:20260309T100000\r\nDTEND;TZID=Europe/Berlin:20260309T110000\r\n"
            "RRULE:FREQ=WEEKLY;COUNT=6\r\nEXDATE;TZID=Europe/Berlin:20260316T100000\r\n"
            "EXDATE;TZID=Europe/Berlin:20260406T100000\r\nRDATE;TZID=Europe/Berlin:20260310T100000,20260501T100000\r\n"
            "X-KEEP:1\r\n") +
        eventText("RECURRENCE-ID;TZID=Europe/Berlin:20260309T100000\r\nDTSTART;TZID=Europe/"
                  "Berlin:20260309T120000\r\nSUMMARY:a\r\n") +
        eventText("RECURRENCE-ID;TZID=Europe/Berlin:20260330T100000\r\nDTSTART;TZID=Europe/"
                  "Berlin:20260330T120000\r\nSUMMARY:b\r\n"));
    const auto parts = split(calendar, timeOf("20260323T090000Z"), "new", contextIn());
    ASSERT_TRUE(parts);
    const auto past = fieldsIn(parts->past);
    const auto future = fieldsIn(parts->future);
    EXPECT_EQ(past.rule, "FREQ=WEEKLY;UNTIL=20260323T085959Z") << "RFC 5545 section 3.3.10: UTC for what has a zone";
    EXPECT_EQ(future.rule, "FREQ=WEEKLY;COUNT=4") << "two of six are past";
    EXPECT_EQ(past.uid, "u");
    EXPECT_EQ(future.uid, "new");
    EXPECT_EQ(instancesOf(parts->past), (std::vector<std::string>{"20260309T110000Z a", "20260310T090000Z"}));
    EXPECT_EQ(instancesOf(parts->future), (std::vector<std::string>{"20260323T090000Z", "20260330T100000Z b",
                                                                    "20260413T080000Z", "20260501T080000Z"}));
    EXPECT_EQ(lineOf(*findSeries(parts->future), "X-KEEP"), "X-KEEP:1\r\n");
    for (const auto* part : {&parts->past, &parts->future}) {
        ASSERT_EQ(fieldsIn(*part).relatedTo.size(), 1U);
        EXPECT_EQ(fieldsIn(*part).relatedTo[0],
                  (ical::RelatedTo{.uid = "u", .type = "X-CALENDARSERVER-RECURRENCE-SET"}));
        for (const auto* event : ical::all(*part, "VEVENT"))
            EXPECT_EQ(lineOf(*event, "UID"), part == &parts->past ? "UID:u\r\n" : "UID:new\r\n");
    }
    const auto third = split(parts->future, timeOf("20260413T080000Z"), "third", contextIn());
    ASSERT_TRUE(third);
    EXPECT_EQ(fieldsIn(third->future).relatedTo[0].uid, "u") << "all three belong together";
}

TEST(Split, UntilHasTheFormOfTheStart) {
    // RFC 5545 section 3.3.10.
    struct Case {
        std::string start, id, until;
    };
    const std::vector<Case> cases{
        {"DTSTART;VALUE=DATE:20260309", "20260312", "FREQ=DAILY;UNTIL=20260311"},
        {"DTSTART:20260309T100000", "20260312T100000", "FREQ=DAILY;UNTIL=20260312T095959"},
        {"DTSTART:20260309T100000Z", "20260312T100000Z", "FREQ=DAILY;UNTIL=20260312T095959Z"}};
    for (const auto& [start, id, until] : cases) {
        const auto calendar = calendarOf(eventText(start + "\r\nRRULE:FREQ=DAILY\r\n"));
        const auto parts = split(calendar, timeOf(id), "new", contextIn());
        ASSERT_TRUE(parts);
        EXPECT_EQ(fieldsIn(parts->past).rule, until);
        EXPECT_EQ(fieldsIn(parts->future).rule, "FREQ=DAILY");
        EXPECT_EQ(ical::write(fieldsIn(parts->future).start), id);
    }
}

TEST(Split, AtTheFirstInstanceThereIsNothingToSplit) {
    const auto calendar = calendarOf(eventText("DTSTART:20260309T100000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\n"));
    EXPECT_FALSE(split(calendar, timeOf("20260309T100000Z"), "new", contextIn()));
    EXPECT_EQ(codeOf([&] { (void)split(calendar, timeOf("20260309T110000Z"), "new", contextIn()); }),
              ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)split(calendar, timeOf("20260312T100000Z"), "new", contextIn()); }),
              ErrorCode::NotFound);
    const auto single = calendarOf(eventText("DTSTART:20260309T100000Z\r\n"));
    EXPECT_EQ(codeOf([&] { (void)split(single, timeOf("20260309T100000Z"), "new", contextIn()); }),
              ErrorCode::BadRequest);
}

TEST(Split, OfSeveralRulesIsRefused) {
    const auto calendar = calendarOf(
        eventText("DTSTART:20260309T100000Z\r\nRRULE:FREQ=WEEKLY\r\nRRULE:FREQ=MONTHLY\r\nSUMMARY:Both\r\n"));
    EXPECT_EQ(codeOf([&] { (void)split(calendar, timeOf("20260316T100000Z"), "new", contextIn()); }),
              ErrorCode::BadRequest);
}

TEST(Split, PeriodsGoWhereTheyBelong) {
    const auto calendar =
        calendarOf(eventText("DTSTART:20260309T100000Z\r\nDURATION:PT1H\r\nRDATE;VALUE=PERIOD:20260310T100000Z/PT2H,"
                             "20260401T100000Z/PT3H\r\n"));
    const auto parts = split(calendar, timeOf("20260401T100000Z"), "new", contextIn());
    ASSERT_TRUE(parts);
    EXPECT_EQ(instancesOf(parts->past), (std::vector<std::string>{"20260309T100000Z", "20260310T100000Z"}));
    EXPECT_EQ(instancesOf(parts->future), (std::vector<std::string>{"20260401T100000Z"}));
}

TEST(Split, AtAnAddedInstanceTheRuleKeepsItsWeeks) {
    const auto calendar =
        calendarOf(eventText("DTSTART:20260309T100000Z\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4\r\nRDATE:"
                             "20260317T100000Z,20260501T100000Z\r\n"));
    const auto parts = split(calendar, timeOf("20260317T100000Z"), "new", contextIn());
    ASSERT_TRUE(parts);
    EXPECT_EQ(instancesOf(parts->past), (std::vector<std::string>{"20260309T100000Z"}));
    EXPECT_EQ(instancesOf(parts->future),
              (std::vector<std::string>{"20260317T100000Z", "20260323T100000Z", "20260406T100000Z", "20260420T100000Z",
                                        "20260501T100000Z"}));
    const auto last = split(calendar, timeOf("20260501T100000Z"), "new", contextIn());
    ASSERT_TRUE(last);
    EXPECT_EQ(instancesOf(last->future), (std::vector<std::string>{"20260501T100000Z"})) << "the rule has ended before";
}

TEST(Split, BothPartsTogetherHappenWhenTheSeriesDid) {
    std::mt19937 random(20261120);
    const auto among = [&](int least, int most) { return std::uniform_int_distribution(least, most)(random); };
    const std::vector<std::string> rules{"FREQ=DAILY",
                                         "FREQ=DAILY;INTERVAL=3",
                                         "FREQ=WEEKLY;BYDAY=MO,WE,SU",
                                         "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA;WKST=SU",
                                         "FREQ=MONTHLY;BYDAY=-1FR",
                                         "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
                                         "FREQ=YEARLY;BYMONTH=3,11;BYDAY=1MO",
                                         "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=30"};
    for (int round = 0; round < 300; ++round) {
        const auto& rule = rules[static_cast<std::size_t>(round) % rules.size()];
        const std::string end = among(0, 1) == 0 ? ";COUNT=" + std::to_string(among(2, 60)) : ";UNTIL=20280301T000000Z";
        const auto calendar = calendarOf(eventText("DTSTART;TZID=Europe/Berlin:202603" + std::to_string(among(10, 31)) +
                                                   "T023000\r\nDURATION:PT30M\r\nRRULE:" + rule + end +
                                                   "\r\nRDATE;TZID=Europe/Berlin:20260613T023000\r\n"));
        const auto all = instancesOf(calendar);
        const auto at = all[static_cast<std::size_t>(among(0, static_cast<int>(all.size()) - 1))];
        const auto parts = split(calendar, timeOf(at), "new", contextIn());
        if (at == all.front()) {
            EXPECT_FALSE(parts);
            continue;
        }
        ASSERT_TRUE(parts) << calendar.text() << at;
        auto both = instancesOf(parts->past);
        const auto future = instancesOf(parts->future);
        EXPECT_EQ(future.front(), at);
        both.insert(both.end(), future.begin(), future.end());
        ASSERT_EQ(both, all) << calendar.text() << at << parts->past.text() << parts->future.text();
    }
}

}  // namespace
}  // namespace groupware::calendar

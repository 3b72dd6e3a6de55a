#include "groupware/formats/ical/simple_series.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/positions.h"
#include "tests/groupware/formats/ical/samples.h"

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace groupware::formats::ical {
namespace {

constexpr std::size_t kSteps = 100'000;

TimeValue zoned(std::string_view text, const std::string& zone = "Europe/Berlin") {
    return *parseTime(text, zone);
}

Recurrence recurrence(const std::string& properties, Zones& zones) {
    return *recurrenceOf(event(properties), zones);
}

std::vector<std::string> starts(const SimpleSeries& series, const TimeValue& start, std::size_t most) {
    auto zones = zonesIn("Europe/Berlin");
    const Recurrence all{.start = start, .rules = {ruleOf(series, {.time = start, .zone = zones.of(start)})}};
    const auto from = zones.instantOf(start);
    std::vector<std::string> found;
    for (const auto& each :
         expand(all, {.from = from, .to = from + std::chrono::years(60)}, zones, {.occurrences = most}).occurrences) {
        found.push_back(textOf(each.local).substr(0, 8));
    }
    return found;
}

TEST(SimpleSeries, SaysWhatRecursInWordsOfTheInterface) {
    using Dates = std::vector<std::string>;
    const auto start = zoned("20260131T100000");  // a Saturday
    EXPECT_EQ(starts({.type = SimpleSeries::kDaily, .interval = 2, .occurrences = 3}, start, 9),
              (Dates{"20260131", "20260202", "20260204"}));
    EXPECT_EQ(starts({.type = SimpleSeries::kWeekly, .days = 1 | 64}, start, 3),
              (Dates{"20260131", "20260201", "20260207"}))
        << "bit 0 is Sunday, bit 6 Saturday";
    EXPECT_EQ(starts({.type = SimpleSeries::kMonthly, .dayInMonth = 31}, start, 4),
              (Dates{"20260131", "20260228", "20260331", "20260430"}))
        << "a day that a month does not have is its last";
    EXPECT_EQ(starts({.type = SimpleSeries::kMonthly, .days = 64, .dayInMonth = 5}, start, 3),
              (Dates{"20260131", "20260228", "20260328"}))
        << "the fifth is the last";
    EXPECT_EQ(starts({.type = SimpleSeries::kYearly, .days = 62, .dayInMonth = 1, .month = 1}, start, 3),
              (Dates{"20260131", "20260202", "20270201"}))
        << "the first working day of February, and the start itself";
}

TEST(SimpleSeries, UntilIsALocalDayAndIncluded) {
    auto zones = zonesIn("Europe/Berlin");
    const auto start = zoned("20260701T003000");
    const SimpleSeries series{.until = std::chrono::sys_days(std::chrono::year(2026) / 7 / 3)};
    EXPECT_EQ(starts(series, start, 9), (std::vector<std::string>{"20260701", "20260702", "20260703"}));
    const SeriesStart known{.time = start, .zone = zones.of(start)};
    EXPECT_EQ(write(ruleOf(series, known)), "FREQ=DAILY;UNTIL=20260703T215959Z") << "RFC 5545 section 3.3.10";
    EXPECT_EQ(seriesOf(parseRule("FREQ=DAILY;UNTIL=20260702T223000Z"), known), series);
    const auto day = *parseTime("20260701");
    EXPECT_EQ(write(ruleOf(series, {.time = day, .zone = zones.of(day)})), "FREQ=DAILY;UNTIL=20260703");
}

SimpleSeries randomSeries(std::mt19937& random, std::chrono::local_days start) {
    const auto among = [&](int least, int most) { return std::uniform_int_distribution(least, most)(random); };
    SimpleSeries series{.type = among(SimpleSeries::kDaily, SimpleSeries::kYearly), .interval = among(1, 4)};
    if (series.type == SimpleSeries::kWeekly) series.days = among(0, kEveryDay);
    if (series.type >= SimpleSeries::kMonthly) {
        series.days = among(0, 1) * among(1, kEveryDay);
        series.dayInMonth = series.days == 0 ? among(0, 31) : among(1, kLastInMonth);
        series.month = among(0, 11);
    }
    if (among(0, 1) == 0) series.occurrences = among(1, kMaxOccurrences);
    complete(series, start);
    requireValid(series);
    return series;
}

TEST(SimpleSeries, ToARuleAndBackIsTheSame) {
    std::mt19937 random(20261120);
    auto zones = zonesIn("Europe/Berlin");
    for (int round = 0; round < 3000; ++round) {
        auto start = zoned("20260101T083000");
        start.local += std::chrono::days(std::uniform_int_distribution(0, 1500)(random));
        const auto series = randomSeries(random, std::chrono::floor<std::chrono::days>(start.local));
        const SeriesStart known{.time = start, .zone = zones.of(start)};
        const auto rule = ruleOf(series, known);
        ASSERT_EQ(seriesOf(parseRule(write(rule)), known), series) << write(rule);
    }
}

TEST(SimpleSeries, RefusesWhatCannotBe) {
    for (const auto& wrong :
         {SimpleSeries{.type = 5}, SimpleSeries{.interval = 0}, SimpleSeries{.type = 2, .days = 128},
          SimpleSeries{.type = 3, .days = 1, .dayInMonth = 6}, SimpleSeries{.type = 3, .dayInMonth = 32},
          SimpleSeries{.type = 4, .dayInMonth = 1, .month = 12}, SimpleSeries{.occurrences = 0},
          SimpleSeries{.until = std::chrono::sys_days(), .occurrences = 1}}) {
        EXPECT_THROW(requireValid(wrong), Error);
    }
}

TEST(Positions, CountFromOneAndCountWhatIsDeleted) {
    auto zones = zonesIn("Europe/Berlin");
    const auto series = recurrence(
        "DTSTART;TZID=Europe/Berlin:20260325T233000\r\nRRULE:FREQ=DAILY;COUNT=5\r\n"
        "EXDATE;TZID=Europe/Berlin:20260326T233000\r\n",
        zones);
    EXPECT_EQ(textOf(instanceAt(series, 1, zones, kSteps)->local), "20260325T233000");
    EXPECT_EQ(textOf(instanceAt(series, 2, zones, kSteps)->local), "20260326T233000") << "although it is deleted";
    EXPECT_EQ(textOf(instanceAt(series, 5, zones, kSteps)->start), "20260329T213000Z") << "summer time has begun";
    EXPECT_FALSE(instanceAt(series, 6, zones, kSteps));
    EXPECT_FALSE(instanceAt(series, 0, zones, kSteps));
    EXPECT_EQ(positionOf(series, local("20260328T233000"), zones, kSteps), 4);
    EXPECT_FALSE(positionOf(series, local("20260328T220000"), zones, kSteps));
    const std::chrono::local_days sunday = std::chrono::local_days(std::chrono::year(2026) / 3 / 29);
    EXPECT_EQ(textOf(instanceOn(series, sunday, zones, kSteps)->local), "20260329T233000");
    EXPECT_FALSE(instanceOn(series, sunday + std::chrono::days(1), zones, kSteps));
}

TEST(Positions, AreInTheOrderOfStartsWhateverTheyComeFrom) {
    auto zones = zonesIn("UTC");
    const auto series = recurrence(
        "DTSTART:20260310T100000Z\r\nRRULE:FREQ=WEEKLY\r\nRDATE:20260412T100000Z,20260312T100000Z,20260301T100000Z\r\n"
        "RDATE:20260501T100000Z,20260502T100000Z,20260503T100000Z,20260504T100000Z\r\n",
        zones);
    const std::vector<std::string> expected{"20260301", "20260310", "20260312", "20260317", "20260324"};
    for (std::size_t index = 0; index < expected.size(); ++index) {
        const int position = static_cast<int>(index) + 1;
        const auto found = instanceAt(series, position, zones, kSteps);
        ASSERT_TRUE(found);
        EXPECT_EQ(textOf(found->local).substr(0, 8), expected[index]);
        EXPECT_EQ(positionOf(series, found->local, zones, kSteps), position);
    }
    EXPECT_EQ(textOf(instanceAt(series, kMaxPosition, zones, 1'000'000)->local).substr(0, 4), "2217");
    EXPECT_FALSE(instanceAt(series, kMaxPosition, zones, 1000)) << "the bound is a bound";
}

TEST(Positions, OfManyAreTheOnesThatCountingGives) {
    std::mt19937 random(20261121);  // NOLINT(cert-msc51-cpp): the same cases each time
    const auto upTo = [&](int most) { return std::uniform_int_distribution(1, most)(random); };
    const std::vector<std::string> rules{
        "FREQ=DAILY",   "FREQ=DAILY;COUNT=300",    "FREQ=DAILY;UNTIL=20300101T000000Z",  "FREQ=DAILY;BYDAY=MO,TU",
        "FREQ=WEEKLY",  "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=SU,MO,FR;WKST=SU", "FREQ=WEEKLY;BYDAY=SA,SU",
        "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=2TU",  "FREQ=MONTHLY;BYMONTHDAY=15",         "FREQ=MONTHLY;COUNT=40",
        "FREQ=YEARLY",  "FREQ=YEARLY;BYMONTH=3,7", "FREQ=WEEKLY;WKST=TH;BYDAY=TH",       "FREQ=HOURLY;BYHOUR=9,11"};
    for (int round = 0; round < 192; ++round) {
        auto zones = zonesIn("Europe/Berlin");
        const auto day = std::chrono::year_month_day(std::chrono::sys_days(std::chrono::year(2016) / 1 / 1) +
                                                     std::chrono::days(upTo(2000)));
        const auto start = textOf(std::chrono::local_seconds(std::chrono::local_days(day) + std::chrono::hours(9)));
        const auto rule =
            rules[static_cast<std::size_t>(round) % rules.size()] + ";INTERVAL=" + std::to_string(upTo(4));
        const auto series = recurrence("DTSTART;TZID=Europe/Berlin:" + start + "\r\nRRULE:" + rule + "\r\n", zones);
        SCOPED_TRACE(start + ' ' + rule);
        const auto from = zones.instantOf(series.start);
        const auto all = expand(series, {.from = from, .to = from + std::chrono::years(20)}, zones,
                                {.occurrences = 200, .steps = kSteps})
                             .occurrences;
        std::map<std::chrono::local_seconds, int> expected;
        for (int times = upTo(5); times > 0; --times) {
            const auto index = static_cast<std::size_t>(upTo(static_cast<int>(all.size()))) - 1;
            expected.emplace(all[index].local, static_cast<int>(index) + 1);
        }
        std::set<std::chrono::local_seconds> wanted{series.start.local + std::chrono::minutes(1)};  // no instance
        for (const auto& [local, position] : expected) wanted.insert(local);
        ASSERT_EQ(positionsOf(series, wanted, zones, kSteps), expected);
        wanted.erase(wanted.begin());
        if (!expected.contains(series.start.local)) {
            ASSERT_EQ(positionsOf(series, wanted, zones, kSteps), expected) << "from the first that is wanted on";
        }
    }
}

TEST(Positions, OfAnOldSeriesCostWhatThoseOfANewOneDo) {
    constexpr std::size_t kFew = 1000;  // days are looked at; those since the start are nine times as many
    for (const char* rule : {"FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY", "FREQ=YEARLY"}) {
        auto zones = zonesIn("Europe/Berlin");
        const auto series =
            recurrence("DTSTART;TZID=Europe/Berlin:20020107T090000\r\nRRULE:" + std::string(rule) + "\r\n", zones);
        const auto from = zones.instantOf(zoned("20260101T000000"));
        const auto year = expand(series, {.from = from, .to = from + std::chrono::years(1)}, zones,
                                 {.occurrences = 10, .steps = kSteps});
        ASSERT_FALSE(year.occurrences.empty()) << rule;
        std::set<std::chrono::local_seconds> wanted;
        for (const auto& each : year.occurrences) wanted.insert(each.local);
        const auto found = positionsOf(series, wanted, zones, kFew);
        ASSERT_EQ(found.size(), wanted.size()) << rule;
        EXPECT_EQ(found.begin()->second, positionOf(series, found.begin()->first, zones, kSteps)) << rule;
    }
}

}  // namespace
}  // namespace groupware::formats::ical

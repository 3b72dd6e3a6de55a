#include "groupware/calendar/index.h"
#include "tests/groupware/formats/ical/samples.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string_view>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;

/// Read once.
std::shared_ptr<const formats::tzif::TimeZone> systemZone(std::string_view name) {
    static std::map<std::string, std::shared_ptr<const formats::tzif::TimeZone>, std::less<>> known;
    auto found = known.find(name);
    if (found == known.end()) found = known.emplace(name, ical::systemZone(name)).first;
    return found->second;
}

constexpr Bounds kBounds{.occurrences = 20'000, .steps = 3'000'000};

/// Series as clients write them: rules with COUNT, UNTIL or no end, added, deleted and replaced instances.
class RandomSeries {
public:
    std::size_t below(std::size_t count) { return random_() % count; }

    std::string next() {
        const auto form = below(4);
        const std::string day = date();
        const std::string time = form == 3 ? "" : "T0" + std::to_string(below(4)) + "3000";
        static constexpr std::array<std::string_view, 3> kZones{"Europe/Berlin", "America/New_York",
                                                                "Australia/Lord_Howe"};
        std::string how = form == 0 ? ";TZID=" + std::string(kZones[below(3)]) : "";
        if (form == 3) how = ";VALUE=DATE";
        const std::string z = form == 1 ? "Z" : "";
        std::string text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART" + how + ":" + day + time + z + "\r\n";
        if (below(2) == 0) text += form == 3 ? "DURATION:P2D\r\n" : "DURATION:PT90M\r\n";
        text += "RRULE:" + rule(form == 3, time, z) + "\r\n";
        if (below(4) == 0) text += "RRULE:" + rule(form == 3, time, z) + "\r\n";
        if (below(3) == 0) text += "RDATE" + how + ":" + date() + time + z + "\r\n";
        if (below(3) == 0) text += "EXDATE" + how + ":" + day + time + z + "\r\n";
        text += "END:VEVENT\r\n";
        if (below(3) == 0)
            text += "BEGIN:VEVENT\r\nUID:u\r\nRECURRENCE-ID" + how + ":" + day + time + z + "\r\nDTSTART" + how + ":" +
                    date() + time + z + "\r\nEND:VEVENT\r\n";
        return text + "END:VCALENDAR\r\n";
    }

private:
    std::string date() {
        const auto two = [](std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        return "20" + std::to_string(20 + below(10)) + two(1 + below(12)) + two(1 + below(28));
    }
    std::string rule(bool days, const std::string& time, const std::string& z) {
        static constexpr std::array<std::string_view, 12> kRules{"FREQ=DAILY",
                                                                 "FREQ=DAILY;INTERVAL=3",
                                                                 "FREQ=WEEKLY;BYDAY=MO,WE,SU",
                                                                 "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
                                                                 "FREQ=MONTHLY;BYMONTHDAY=-1,15",
                                                                 "FREQ=MONTHLY;BYDAY=2TU,-1SU",
                                                                 "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                                                                 "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
                                                                 "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=TH",
                                                                 "FREQ=YEARLY;BYYEARDAY=60,-1",
                                                                 "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30",
                                                                 "FREQ=HOURLY;INTERVAL=5"};
        auto text = std::string(kRules[below(days ? 10 : kRules.size())]);
        const auto end = below(4);
        if (end <= 1) text += ";COUNT=" + std::to_string(1 + below(400));
        if (end == 2) text += ";UNTIL=" + date() + (days ? "" : time + z);
        if (below(6) == 0 && end <= 1) text += ";UNTIL=" + date() + (days ? "" : time + z);
        return text;
    }

    std::mt19937 random_{20261120};
};

/// What the text itself says, slowly: what instances replace counts as deleted.
ical::Expansion expanded(const ical::Component& calendar, const ical::Window& window, const TimeContext& times) {
    ical::Zones zones(times.find, times.userZone(), &calendar);
    auto recurrence = ical::recurrenceOf(calendar.components().front(), zones);
    if (calendar.components().size() > 1)
        recurrence->exceptions.push_back(*ical::time(calendar.components().back(), "RECURRENCE-ID"));
    return ical::expand(*recurrence, window, zones, kBounds);
}

TEST(IndexExpand, TheIndexSaysWhatTheTextSays) {
    RandomSeries series;
    std::size_t compared = 0;
    for (int round = 0; round < 600; ++round) {
        const auto text = series.next();
        const auto calendar = ical::parseCalendar(text, {});
        static const std::array<std::string, 3> kReaders{"Europe/Berlin", "Asia/Tokyo", "America/New_York"};
        const TimeContext times{.find = systemZone, .zone = kReaders[series.below(3)]};
        const auto event = indexObject(calendar, {}, times, kBounds).events.front();
        ASSERT_TRUE(event.recurrence.has_value()) << text;
        const auto from = ical::instant("20200101") + std::chrono::days(series.below(5000));
        const ical::Window window{.from = from, .to = from + std::chrono::days(1 + series.below(800))};
        const auto expected = expanded(calendar, window, times);
        const auto found = occurrencesOf(*event.recurrence, window, times, kBounds);
        ASSERT_EQ(found.occurrences, expected.occurrences) << text << *event.recurrence;
        EXPECT_TRUE(found.complete) << text;
        compared += found.occurrences.size();
        // Nothing happens outside of the range of the index, wherever who reads it is.
        for (const auto& each : found.occurrences) {
            const auto slack = event.floating ? std::chrono::hours(14) : std::chrono::hours(0);
            ASSERT_GE(each.start, event.rangeFrom - slack) << text;
            ASSERT_LE(each.end, event.rangeTo + slack) << text;
        }
    }
    EXPECT_GT(compared, 8'000U);
}

TEST(IndexExpand, AWindowOfAnOldSeriesCostsWhatOneOfANewCosts) {
    // Steps are days and times that are looked at.
    const auto needs = [](const std::string& start, const std::string& rule) {
        const auto calendar =
            ical::parseCalendar("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:" + start +
                                    "T090000Z\r\nRRULE:" + rule + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                                {});
        const TimeContext times{.find = systemZone};
        const auto event = indexObject(calendar, {}, times, kBounds).events.front();
        const ical::Window month{.from = ical::instant("20260301"), .to = ical::instant("20260401")};
        std::size_t steps = 1;
        while (!occurrencesOf(*event.recurrence, month, times, {.occurrences = 100, .steps = steps}).complete) ++steps;
        return steps;
    };
    EXPECT_EQ(needs("20160101", "FREQ=DAILY"), needs("20260101", "FREQ=DAILY"));
    EXPECT_EQ(needs("20160101", "FREQ=DAILY;COUNT=10000"), needs("20260101", "FREQ=DAILY"));
    EXPECT_LT(needs("19260101", "FREQ=DAILY;COUNT=100000"), 100U);
}

}  // namespace
}  // namespace groupware::calendar

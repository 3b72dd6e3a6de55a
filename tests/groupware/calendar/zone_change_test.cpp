#include "groupware/calendar/zone_change.h"

#include "tests/groupware/formats/ical/samples.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::calendar {
namespace {

using formats::ical::instant;
using formats::ical::systemZone;

class ZoneChangeTest : public ::testing::Test {
protected:
    /// From Berlin to Tunis, which has no daylight saving time, seen on 2026-03-01.
    [[nodiscard]] bool moves(const std::string& lines) const {
        const auto calendar =
            formats::ical::calendar("BEGIN:VCALENDAR\r\n" + definition_ + "BEGIN:VEVENT\r\nUID:u\r\n" + lines +
                                    "END:VEVENT\r\nEND:VCALENDAR\r\n");
        const auto index = indexObject(calendar, {}, times_, {});
        return ZoneChange("Town", before_, systemZone("Africa/Tunis"), instant("20260301T000000Z"))
            .moves(index.events.front(), times_, {});
    }

    std::shared_ptr<const formats::tzif::TimeZone> before_ = systemZone("Europe/Berlin");
    std::string definition_;
    TimeContext times_{.find = formats::ical::FindZone{
                           [](std::string_view name) { return systemZone(name == "Town" ? "Africa/Tunis" : name); },
                           [](const formats::lines::Component&, std::chrono::year) {
                               return formats::ical::MatchedZone{.name = "Town", .zone = systemZone("Africa/Tunis")};
                           }}};
};

TEST_F(ZoneChangeTest, SeriesMoveByWhatIsToCome) {
    EXPECT_TRUE(moves("DTSTART;TZID=Town:20060110T100000\r\nRRULE:FREQ=WEEKLY\r\n"));
    EXPECT_TRUE(moves("DTSTART;TZID=Town:20060701T100000\r\nRRULE:FREQ=YEARLY;INTERVAL=4\r\n")) << "in 2026";
    EXPECT_TRUE(moves("DTSTART;TZID=Town:20040701T100000\r\nRRULE:FREQ=YEARLY;INTERVAL=8\r\n")) << "in 2028";
    EXPECT_FALSE(moves("DTSTART;TZID=Town:20060110T100000\r\nRRULE:FREQ=YEARLY\r\n")) << "in winter";
    EXPECT_FALSE(moves("DTSTART;TZID=Town:20250601T100000\r\nRRULE:FREQ=DAILY;COUNT=30\r\n")) << "it is over";
    EXPECT_FALSE(moves("DTSTART;TZID=Europe/Rome:20060110T100000\r\nRRULE:FREQ=WEEKLY\r\n")) << "elsewhere";
    EXPECT_FALSE(moves("DTSTART;TZID=Town:20260701T100000\r\n")) << "no series: the index says it";
}

TEST_F(ZoneChangeTest, ANameOfAnotherProgramIsTheSameZone) {
    definition_ =
        "BEGIN:VTIMEZONE\r\nTZID:Office\r\nBEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    EXPECT_TRUE(moves("DTSTART;TZID=Office:20060110T100000\r\nRRULE:FREQ=WEEKLY\r\n"));
}

TEST_F(ZoneChangeTest, WithoutTheOldRulesAllSeriesThatGoOnMove) {
    before_ = nullptr;
    EXPECT_TRUE(moves("DTSTART;TZID=Town:20060110T100000\r\nRRULE:FREQ=YEARLY\r\n"));
    EXPECT_FALSE(moves("DTSTART;TZID=Europe/Rome:20060110T100000\r\nRRULE:FREQ=WEEKLY\r\n"));
    EXPECT_FALSE(moves("DTSTART;TZID=Town:20250601T100000\r\nRRULE:FREQ=DAILY;COUNT=30\r\n"));
}

TEST_F(ZoneChangeTest, WhereOnlyThePastIsAnotherNothingMoves) {
    before_ = systemZone("Africa/Algiers");  // UTC+1 all year, too
    EXPECT_FALSE(moves("DTSTART;TZID=Town:20060701T100000\r\nRRULE:FREQ=DAILY\r\n"));
}

}  // namespace
}  // namespace groupware::calendar

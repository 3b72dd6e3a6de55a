#include "groupware/calendar/maintenance/alarm_zones.h"

#include "groupware/calendar/service/alarm_service.h"
#include "tests/groupware/calendar/writes_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

using namespace std::chrono_literals;

class AlarmZonesTest : public WritesTest {
protected:
    AlarmZonesTest() { connect()->command("UPDATE user_account SET time_zone = 'Europe/Berlin'"); }

    using Rings = std::vector<std::string>;

    EventRef withAlarm(FolderId folder, const std::string& start, const std::string& trigger) {
        return made(anna(), folder, [&](EventFields& fields) {
            event("x", start)(fields);
            if (fields.start.isDate()) fields.end.local = fields.start.local + 24h;
            fields.alarms = {{.trigger = trigger}};
        });
    }
    Rings pending(const Caller& caller) {
        Rings rings;
        for (const auto& each : alarms_.pending(caller, ical::instant("20260401T000000Z")).alarms)
            rings.push_back(ical::textOf(std::chrono::floor<std::chrono::seconds>(each.rings)));
        return rings;
    }

    AlarmService alarms_{
        {.database = database(), .access = access_, .queries = queries_, .service = service_, .clock = clock_}};
    AlarmZones zones_{
        {.database = database(), .clock = clock_, .find = findZone, .limits = [this] { return limits_; }}};
};

TEST_F(AlarmZonesTest, AlarmsFollowWhoMovesToAnotherTimeZone) {
    const auto day = withAlarm(annas_, "20260310", "-PT6H");
    withAlarm(annas_, "20260310T100000", "-PT15M");
    const auto shared = withAlarm(newFolder("shared", folders::kViewerRights), "20260311", "-PT1H");
    service_.setAlarms(bert(), shared, {{.trigger = "-PT2H"}}, {});
    EXPECT_EQ(zones_.run(kContext), 2U) << "nothing was known of Anna and Bert";
    EXPECT_EQ(pending(anna()), (Rings{"20260309T170000Z", "20260310T084500Z", "20260310T220000Z"}));
    EXPECT_EQ(pending(bert()), Rings{"20260310T210000Z"});
    EXPECT_EQ(zones_.run(kContext), 0U);

    const auto before = stored(day.id)->seq;
    connect()->command("UPDATE user_account SET time_zone = 'America/New_York' WHERE id = 3");  // UTC-4 by then
    EXPECT_EQ(zones_.run(kContext), 1U);
    EXPECT_EQ(pending(anna()), (Rings{"20260309T220000Z", "20260310T084500Z", "20260311T030000Z"}));
    EXPECT_EQ(pending(bert()), Rings{"20260310T210000Z"}) << "he stays";
    EXPECT_EQ(stored(day.id)->seq, before) << "no client reads anything again";
}

TEST_F(AlarmZonesTest, WhenNobodyMovesItCostsOneLook) {
    withAlarm(annas_, "20260310", "-PT6H");
    EXPECT_EQ(zones_.run(kContext), 1U);
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    EXPECT_EQ(counter.statements([&] { EXPECT_EQ(zones_.run(kContext), 0U); }), 4)
        << "a transaction with one statement";
}

TEST_F(AlarmZonesTest, ManyGoInBatchesAndWhatCannotBeReadStays) {
    constexpr int kMany = static_cast<int>(AlarmZones::kBatch) + 5;
    for (int i = 0; i < kMany; ++i) {
        put(annas_, vevent(std::to_string(i),
                           "DTSTART;VALUE=DATE:20260310\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
                           "TRIGGER:-PT1H\r\nEND:VALARM\r\n"));
    }
    connect()->command("UPDATE calendar_object SET text = 'nothing' WHERE uid = '7'");
    connect()->command("UPDATE user_account SET time_zone = 'America/New_York' WHERE id = 3");
    EXPECT_EQ(zones_.run(kContext), 1U);
    auto rows = connect()->query("SELECT COUNT(*), COUNT(DISTINCT rings) FROM calendar_alarm");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(1), kMany);
    EXPECT_EQ(rows.integer(2), 2) << "the broken one rings when it did";
}

}  // namespace
}  // namespace groupware::calendar

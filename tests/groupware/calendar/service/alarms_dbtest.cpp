#include "groupware/calendar/service/alarm_service.h"
#include "groupware/calendar/service/calendar_reminders.h"
#include "groupware/reminders/service/reminder_service.h"
#include "tests/groupware/calendar/writes_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

using namespace std::chrono_literals;

class AlarmsTest : public WritesTest {
protected:
    static Alarm before(const std::string& trigger) { return {.trigger = trigger}; }
    EventRef withAlarms(const Caller& caller, FolderId folder, const std::vector<Alarm>& alarms,
                        const std::string& rule = "") {
        return made(caller, folder, [&](EventFields& fields) {
            event("x", "20260310T100000", {}, rule)(fields);
            fields.alarms = alarms;
        });
    }
    /// "20260310T084500Z" of what rings before April, for the instance if there is one.
    std::vector<std::string> pending(const Caller& caller) {
        std::vector<std::string> rings;
        for (const auto& each : alarms_.pending(caller, until_).alarms) {
            const auto at = ical::textOf(std::chrono::floor<std::chrono::seconds>(each.rings));
            rings.push_back(at + (each.instance.empty() ? "" : " " + each.instance));
        }
        return rings;
    }
    /// It is then.
    void goTo(std::string_view instant) { clock_.advance(calendar::at(instant) - clock_.now()); }
    static Instant then(std::string_view instant) { return calendar::at(instant); }
    using Rings = std::vector<std::string>;

    AlarmService alarms_{
        {.database = database(), .access = access_, .queries = queries_, .service = service_, .clock = clock_}};
    CalendarReminders source_{database(), alarms_, findZone};
    reminders::ReminderService reminders_{database(), access_, [] { return std::size_t{100}; }, {&source_}};
    Instant until_ = ical::instant("20260401T000000Z");
};

TEST_F(AlarmsTest, AnAlarmIsPendingUntilItIsAcknowledged) {
    const auto ref = withAlarms(anna(), annas_, {before("-PT15M"), before("-PT5M")});
    EXPECT_EQ(pending(anna()), (Rings{"20260310T084500Z", "20260310T085500Z"}));
    EXPECT_EQ(pending(bert()), Rings{});
    goTo("20260310T084501Z");
    const auto result = alarms_.acknowledge(anna(), ref, 1, {});
    ASSERT_EQ(result.updated.size(), 1U);
    EXPECT_EQ(pending(anna()), Rings{"20260310T085500Z"});
    EXPECT_TRUE(says(ref, "ACKNOWLEDGED:20260310T084501Z"));
    EXPECT_EQ(codeOf([&] { alarms_.acknowledge(anna(), ref, 3, {}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { alarms_.acknowledge(bert(), ref, 2, {}); }), ErrorCode::NotFound);
}

TEST_F(AlarmsTest, OfASeriesTheNextInstanceIsPending) {
    const auto ref = withAlarms(anna(), annas_, {before("-PT15M")}, "FREQ=DAILY");
    EXPECT_EQ(pending(anna()), Rings{"20260310T084500Z 20260310T100000"});
    goTo("20260310T084500Z");
    alarms_.acknowledge(anna(), ref, 1, {});
    EXPECT_EQ(pending(anna()), Rings{"20260311T084500Z 20260311T100000"});
    alarms_.acknowledge(anna(), ref, 1, {});  // before it has rung: then not for that one
    EXPECT_EQ(pending(anna()), Rings{"20260312T084500Z 20260312T100000"});
    EXPECT_EQ(rowsOf("calendar_event"), 1) << "no instance was changed for it";
}

TEST_F(AlarmsTest, ChangesOfTheEventMoveItsAlarms) {
    const auto ref = withAlarms(anna(), annas_, {before("-PT15M")}, "FREQ=DAILY");
    update(anna(), at(ref, "20260310T100000"), [](EventFields& fields) {
        fields.start.local += 2h;
        fields.end.local += 2h;
    });
    EXPECT_EQ(pending(anna()), (Rings{"20260310T104500Z 20260310T100000", "20260311T084500Z 20260311T100000"}));
    remove(anna(), at(ref, "20260310T100000"));
    EXPECT_EQ(pending(anna()), Rings{"20260311T084500Z 20260311T100000"});
    const auto other = newFolder("other");
    move(anna(), ref, other);
    EXPECT_EQ(alarms_.pending(anna(), until_).alarms.at(0).event.folder, other);
    remove(anna(), {.folder = other, .id = ref.id});
    EXPECT_EQ(rowsOf("calendar_alarm"), 0);
}

TEST_F(AlarmsTest, SnoozedTheyComeAgain) {
    const auto ref = withAlarms(anna(), annas_, {before("-PT15M")}, "FREQ=WEEKLY");
    goTo("20260310T084500Z");
    alarms_.snooze(anna(), ref, 1, then("20260310T085000Z"), {});
    EXPECT_EQ(pending(anna()), (Rings{"20260310T085000Z 20260310T100000", "20260317T084500Z 20260317T100000"}));
    EXPECT_TRUE(says(ref, "RELATED-TO;RELTYPE=SNOOZE:"));
    goTo("20260310T085000Z");
    const auto again = alarms_.pending(anna(), until_).alarms.at(0);
    EXPECT_EQ(again.alarm, 2);
    alarms_.acknowledge(anna(), again.event, again.alarm, {});
    EXPECT_EQ(pending(anna()), Rings{"20260317T084500Z 20260317T100000"});
    EXPECT_FALSE(says(ref, "RELTYPE=SNOOZE"));
}

TEST_F(AlarmsTest, EverybodyHasHisOwn) {
    const auto folder = newFolder("shared", folders::kViewerRights);
    const auto ref = withAlarms(anna(), folder, {before("-PT15M")}, "FREQ=DAILY");
    EXPECT_EQ(pending(bert()), Rings{}) << "Anna's alarms are hers";
    service_.setAlarms(bert(), ref, {before("-PT30M")}, {});
    EXPECT_EQ(pending(bert()), Rings{"20260310T083000Z 20260310T100000"});
    EXPECT_EQ(pending(anna()), Rings{"20260310T084500Z 20260310T100000"});
    goTo("20260310T083000Z");
    alarms_.acknowledge(bert(), ref, 1, {});
    EXPECT_EQ(pending(bert()), Rings{"20260311T083000Z 20260311T100000"});
    EXPECT_EQ(pending(anna()), Rings{"20260310T084500Z 20260310T100000"});
    // The event moves, and his alarm with it.
    update(anna(), ref, [](EventFields& fields) {
        fields.start.local += 1h;
        fields.end.local += 1h;
    });
    EXPECT_EQ(pending(bert()), Rings{"20260310T093000Z 20260310T110000"}) << "which he has not seen yet";
    // He loses the folder.
    folders::FolderChange closed;
    closed.grants = std::vector<folders::Grant>{{folders::Grantee::of(kAnna), folders::kOwnerRights}};
    folderService_.update(anna(), folder, closed, {});
    EXPECT_EQ(pending(bert()), Rings{});
}

TEST_F(AlarmsTest, AttendeesAreRemindedOfTheirCopies) {
    const auto ref = made(anna(), annas_, [&](EventFields& fields) {
        event("x", "20260310T100000", {user(kBert)})(fields);
        fields.alarms = {before("-PT15M")};
    });
    const auto copy = refOf(kBert, uidOf(ref));
    EXPECT_EQ(pending(bert()), Rings{}) << "invitations bring no alarms along";
    service_.answer(bert(), copy, {.partStat = PartStat::Accepted, .alarms = std::vector<Alarm>{before("-PT5M")}}, {});
    EXPECT_EQ(pending(bert()), Rings{"20260310T085500Z"});
    answer(bert(), copy, PartStat::Declined);
    EXPECT_EQ(pending(bert()), Rings{});
    EXPECT_EQ(pending(anna()), Rings{"20260310T084500Z"});
}

TEST_F(AlarmsTest, OldClientsSeeThemAsReminders) {
    const auto ref = withAlarms(anna(), annas_, {before("-PT15M"), before("-PT5M")}, "FREQ=DAILY");
    const std::vector<reminders::ReminderModule> both{reminders::ReminderModule::Appointment,
                                                      reminders::ReminderModule::Task};
    const auto due = [&] { return reminders_.due(anna(), until_, both).reminders; };
    ASSERT_EQ(due().size(), 1U) << "one for each event";
    const auto first = due()[0];
    EXPECT_EQ(first.target, ref.id.value);
    EXPECT_EQ(first.module, reminders::ReminderModule::Appointment);
    EXPECT_EQ(first.folder, annas_);
    EXPECT_EQ(first.alarm, then("20260310T084500Z"));
    EXPECT_EQ(first.position, 1);
    EXPECT_EQ(reminders_.due(anna(), first.alarm, both).reminders.size(), 1U) << "`end` is included";
    EXPECT_TRUE(reminders_.due(anna(), first.alarm - 1ms, both).reminders.empty());

    goTo("20260310T084500Z");
    const std::vector<reminders::ReminderId> ids{first.id, {4711}};
    EXPECT_EQ(reminders_.remove(anna(), ids).unknown, std::vector<reminders::ReminderId>{{4711}});
    ASSERT_EQ(due().size(), 1U);
    EXPECT_EQ(due()[0].alarm, then("20260310T085500Z")) << "the other alarm of the same day";
    EXPECT_EQ(due()[0].id, first.id);
    const auto moved = reminders_.remindAgain(anna(), first.id, then("20260310T090000Z"));
    EXPECT_EQ(moved.reminder.position, 1);
    EXPECT_EQ(moved.reminder.alarm, then("20260310T090000Z"));
    EXPECT_EQ(due()[0].alarm, then("20260310T090000Z"));
    EXPECT_EQ(codeOf([&] { reminders_.remindAgain(bert(), first.id, until_); }), ErrorCode::NotFound);
}

TEST_F(AlarmsTest, RemindersSayWhichInstanceTheyAreFor) {
    const std::vector<reminders::ReminderModule> module{reminders::ReminderModule::Appointment};
    const auto due = [&] { return reminders_.due(anna(), until_, module).reminders.at(0); };
    const auto single = withAlarms(anna(), annas_, {before("-PT15M")});
    EXPECT_EQ(due().position, 0) << "nothing recurs";
    remove(anna(), single);
    const auto series = withAlarms(anna(), annas_, {before("-PT15M")}, "FREQ=DAILY;COUNT=10");
    remove(anna(), at(series, "20260311T100000"));
    goTo("20260311T220000Z");
    alarms_.acknowledge(anna(), series, 1, {});
    EXPECT_EQ(due().position, 3) << "deleted ones count";
    EXPECT_EQ(reminders_.remindAgain(anna(), due().id, then("20260312T085000Z")).reminder.position, 3);
}

TEST_F(AlarmsTest, WhoIsDeletedIsNotReminded) {
    const auto folder = newFolder("shared", folders::kViewerRights);
    const auto ref = withAlarms(anna(), folder, {});
    service_.setAlarms(bert(), ref, {before("-PT30M")}, {});
    ASSERT_EQ(rowsOf("calendar_alarm"), 1);
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        while (folderEvents_.bequeath(tx, kBert, UserId{2}, 100) > 0) {
        }
        tx.record(sync::change(sync::Kind::User, sync::Verb::Removed, {}, kBert.value));
    });
    EXPECT_EQ(rowsOf("calendar_alarm"), 0);
}

TEST_F(AlarmsTest, StatementsOfAlarms) {
    for (int i = 0; i < 30; ++i) withAlarms(anna(), annas_, {before("-PT15M")}, "FREQ=DAILY");
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    auto caller = anna();
    caller.freshness = Freshness::atLeast(make(anna(), annas_, event("state")).committed);
    EXPECT_EQ(counter.statements([&] { EXPECT_EQ(alarms_.pending(caller, until_).alarms.size(), 30U); }), 2);
}

}  // namespace
}  // namespace groupware::calendar

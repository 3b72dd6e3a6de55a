#include "groupware/calendar/queries/event_export.h"
#include "groupware/calendar/store/alarm_store.h"
#include "groupware/calendar/store/busy_reader.h"
#include "tests/groupware/calendar/queries_fixture.h"
#include "tests/support/statement_counter.h"
#include "tests/support/whole_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace groupware::calendar {
namespace {

/// SQL statements and rows per operation, counted by the server. What needs more than before fails here; lower a number
/// when you have made something cheaper.
class QueryCostsTest : public CalendarQueriesTest {
protected:
    QueryCostsTest() { put(annas_, vevent("warm", when("20200101"))); }

    [[nodiscard]] ::test::StatementFigure statements(const std::function<void()>& action) const {
        return counter_.statements(action);
    }
    [[nodiscard]] ::test::StatementFigure rows(const std::function<void()>& action) const {
        return counter_.rows(action);
    }
    /// A caller as after a request's admission: freshness costs no statement of its own.
    Caller admitted(Caller caller) {
        const auto text = parsed(vcalendar(vevent("state" + std::to_string(++states_), when("20200102"))));
        caller.freshness = Freshness::atLeast(database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            ObjectWriting writing(tx, conditions());
            writing.store({.owner = CalendarUser::of(kAnna), .folder = annas_}, text, ScheduleTag::Changes);
            writing.finish();
        }));
        return caller;
    }
    /// One hour at the beginning of each of `count` hours from that day on. @param first  id
    void fill(FolderId folder, int first, int count, std::string_view from) {
        const auto cid = std::to_string(kContext.value);
        const auto start = std::to_string(at(from).time_since_epoch().count());
        const auto sequence = " FROM seq_1_to_" + std::to_string(count);
        const auto id = std::to_string(first) + " + seq";
        connect()->command(
            "INSERT INTO calendar_object (cid, id, owner_kind, owner, folder, name, uid, role, schedule_tag, "
            "created_by, "
            "created_at, changed_by, created_seq, seq, text) SELECT " +
            cid + ", " + id + ", 1, 3, " + std::to_string(folder.value) + ", CONCAT(" + id + ", '.ics'), CONCAT('u', " +
            id + "), 0, 0, 3, 0, 3, seq, seq, ''" + sequence);
        connect()->command(
            "INSERT INTO calendar_event (cid, id, object, recurrence_id, owner_kind, owner, folder, starts, ends, "
            "range_from, range_to, lasting, floating, whole_days, zone, busy, class, status, part_stat, organizer, "
            "attendees, sequence, summary, location, categories, color) SELECT " +
            cid + ", " + id + ", " + id + ", '', 1, 3, " + std::to_string(folder.value) + ", " + start +
            " + seq * 3600000, " + start + " + seq * 3600000 + 1800000, " + start + " + seq * 3600000, " + start +
            " + seq * 3600000 + 1800000, 0, 0, 0, '', 1, 0, 0, 0, '', 0, 0, 'event', '', '', ''" + sequence);
    }

    const ::test::StatementCounter counter_{::test::sharedServer(), installation().location().schema};

private:
    int states_ = 0;
};

TEST_F(QueryCostsTest, Statements) {
    const auto made = put(annas_, vevent("a", when("20260310") + "RRULE:FREQ=DAILY\r\n"));
    const auto shared = newFolder("shared", folders::kViewerRights);
    const auto annas = put(shared, vevent("b", when("20260310")));
    const auto caller = admitted(anna());
    const auto other = admitted(bert());
    const auto march = between("20260301", "20260401");
    const EventRef ref{.folder = annas_, .id = made.id};
    const EventRef instance{.folder = annas_, .id = made.id, .recurrenceId = "20260312T100000"};
    const EventRef foreign{.folder = shared, .id = annas.id};
    // The folder's rights and the two reads of the index; then texts; then what is the reader's own.
    EXPECT_EQ(statements([&] { (void)queries_.inRange(caller, annas_, march, {.expanded = true}); }), 3);
    EXPECT_EQ(statements([&] { (void)queries_.inRange(caller, annas_, march, {.fields = true}); }), 4);
    EXPECT_EQ(statements([&] { (void)queries_.inRange(other, shared, march, {.fields = true}); }), 5);
    EXPECT_EQ(statements([&] { (void)queries_.inRange(other, shared, march, {.personal = true}); }), 4);
    EXPECT_EQ(statements([&] { (void)queries_.inRange(caller, annas_, march, {.personal = true}); }), 3);
    EXPECT_EQ(statements([&] { (void)queries_.inRange(caller, march, {.expanded = true}); }), 3);
    EXPECT_EQ(statements([&] { (void)queries_.get(caller, ref); }), 3);
    EXPECT_EQ(statements([&] { (void)queries_.get(caller, instance); }), 3);
    EXPECT_EQ(statements([&] { (void)queries_.get(other, foreign); }), 4);
    EXPECT_EQ(statements([&] { (void)queries_.list(caller, {&ref, 1}, {}); }), 2);
    EXPECT_EQ(statements([&] { (void)queries_.all(caller, annas_, {}); }), 2);
    EXPECT_EQ(statements([&] { (void)queries_.updates(caller, annas_, {}, {}, {}); }), 3);
    EXPECT_EQ(statements([&] { (void)queries_.search(caller, {.pattern = "x"}, {}); }), 3);
    EXPECT_EQ(statements([&] { (void)queries_.needsAction(caller, march, {}); }), 3);
    EXPECT_EQ(statements([&] { (void)::test::wholeFile(queries_.exportFolder(caller, annas_)); }), 3);
}

TEST_F(QueryCostsTest, AnExportGoesPageByPageAndIsRefusedBeforeItReadsAnything) {
    const auto folder = newFolder("large");
    fill(folder, 100'000, 1000, "20240101");
    const auto text = vcalendar(vevent("u", when("20260310")));
    connect()->command("UPDATE calendar_object SET text = REPLACE('" + text +
                       "', 'UID:u', CONCAT('UID:u', id)) WHERE cid = 7 AND id > 100000");
    const auto caller = admitted(anna());
    const auto pages = [&](const std::function<void()>& action) {
        return counter_.statements(action, "%o.text%FROM calendar_object%").value;
    };
    std::string file;
    EXPECT_EQ(pages([&] { file = ::test::wholeFile(queries_.exportFolder(caller, folder)); }), 3);
    std::set<std::string> uids;
    for (auto at = file.find("UID:"); at != std::string::npos; at = file.find("UID:", at + 1))
        uids.insert(file.substr(at, file.find("\r\n", at) - at));
    EXPECT_EQ(uids.size(), 1000U);
    limits_.listLength = 999;
    EXPECT_EQ(pages([&] {
                  EXPECT_EQ(codeOf([&] { (void)::test::wholeFile(queries_.exportFolder(caller, folder)); }),
                            ErrorCode::TooLarge);
              }),
              0);
}

TEST_F(QueryCostsTest, AMonthCostsTheMonthNotTheFolder) {
    fill(annas_, 100'000, 5000, "20240101");
    fill(annas_, 200'000, 100, "20260310");
    fill(annas_, 300'000, 5000, "20270101");
    connect()->command("ANALYZE TABLE calendar_event, calendar_object");
    const auto caller = admitted(anna());
    const auto march = between("20260301", "20260401");
    // An entry of the index, its row and its object, and the folder's rights.
    constexpr std::int64_t kMost = 100 * 3 + 50;
    const auto month = [&] { EXPECT_EQ(queries_.inRange(caller, annas_, march, {}).events.size(), 100U); };
    EXPECT_LT(rows(month), kMost);
    EXPECT_EQ(statements(month), 3);
    const auto everywhere = [&] { EXPECT_EQ(queries_.inRange(caller, march, {}).events.size(), 100U); };
    EXPECT_LT(rows(everywhere), kMost + 50);
    EXPECT_GT(rows([&] { (void)queries_.all(caller, annas_, {}); }), 10'000);  // the counting counts
}

TEST_F(QueryCostsTest, ASearchLooksAtItsFoldersOnlyAndReadsNoText) {
    const auto other = newFolder("other");
    fill(annas_, 100'000, 10'000, "20240101");
    fill(other, 200'000, 10'000, "20240101");
    connect()->command(
        "UPDATE calendar_event SET hints = 1, words = CONCAT('\nevent\nRoom 5\n', REPEAT('what we talk about at noon. "
        "', "
        "30), IF(id = 100777, 'Kuchen\n', '\n')) WHERE cid = 7 AND id > 100000");
    connect()->command("ANALYZE TABLE calendar_event, calendar_object");
    auto caller = admitted(anna());
    const auto search = [&] {
        const auto found = queries_.search(caller, {.pattern = "KÜCHEN", .folder = annas_}, {}).events;
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found.front().id, EventId{100'777});
    };
    EXPECT_EQ(statements(search), 4);
    // An entry of the index to count it, another and its row for each event of the folder, and little else.
    EXPECT_LT(rows(search), 10'000 * 3 + 100);
    EXPECT_EQ(counter_.statements(search, "%o.text%").value, 0);

    auto plan = connect()->query(
        "EXPLAIN SELECT o.seq, e.id FROM calendar_event e FORCE INDEX (calendar_event_folder_from) JOIN "
        "calendar_object "
        "o ON o.cid = e.cid AND o.id = e.object WHERE e.cid = 7 AND e.words LIKE '%x%' AND e.range_to >= 0 AND "
        "e.range_from < 1 AND e.folder IN (" +
        std::to_string(annas_.value) + ")");
    ASSERT_TRUE(plan.next());
    EXPECT_EQ(plan.text(6), "calendar_event_folder_from");
    ASSERT_TRUE(plan.next());
    EXPECT_EQ(plan.text(4), "eq_ref") << "objects of what was found";
}

TEST_F(QueryCostsTest, SeriesThatEndedAreNotLookedAt) {
    fill(annas_, 100'000, 2000, "20200101");
    connect()->command("UPDATE calendar_event SET lasting = 1 WHERE cid = 7 AND id > 100000");
    put(annas_, vevent("old", when("20160101") + named("daily") + "RRULE:FREQ=DAILY\r\n"));
    const auto caller = admitted(anna());
    const auto month = [&] {
        EXPECT_EQ(queries_.inRange(caller, annas_, between("20260301", "20260401"), {.expanded = true}).events.size(),
                  31U);
    };
    EXPECT_LT(rows(month), 50);
    EXPECT_EQ(statements(month), 3);
}

TEST_F(QueryCostsTest, WhoIsBusyCostsTheRangeNotTheCalendar) {
    fill(annas_, 100'000, 10'000, "20250101");
    connect()->command("ANALYZE TABLE calendar_event, calendar_object");
    const std::array owner{kAnna.value};
    std::size_t found = 0;
    const auto busy = [&](std::string_view from, std::string_view to, std::size_t limit) {
        return rows([&] {
            auto session = database().read(kContext, Freshness::strict());
            found = BusyReader(session).find(CalendarUser::Kind::User, owner, at(from), at(to), limit).size();
        });
    };
    // A day before and after: the zones of floating times. An entry of the index with its row, and its object.
    constexpr std::int64_t kNineDays = 9 * 24;
    EXPECT_LT(busy("20250601", "20250608", 1000), 2 * kNineDays + 20);
    EXPECT_EQ(found, kNineDays);
    EXPECT_LT(busy("20250101", "20270101", 50), 2 * 51 + 20) << "no more than are wanted are read";
    EXPECT_EQ(found, 51U);
}

TEST_F(QueryCostsTest, WhatNeedsAnAnswerCostsTheRangeNotTheCalendar) {
    fill(annas_, 100'000, 10'000, "20260101");
    connect()->command("UPDATE calendar_event SET part_stat = 1 WHERE cid = 7 AND id > 100000 AND id % 100 = 0");
    connect()->command("ANALYZE TABLE calendar_event, calendar_object");
    const auto caller = admitted(anna());
    const auto march = [&] {
        EXPECT_EQ(queries_.needsAction(caller, between("20260301", "20260401"), {}).events.size(), 7U);
    };
    EXPECT_LT(rows(march), 34 * 24 + 50);
    EXPECT_EQ(statements(march), 4);  // and whether the folder may be read
}

TEST_F(QueryCostsTest, AlarmsThatAreDueCostThemselvesNotAllThatWait) {
    fill(annas_, 100'000, 10'000, "20260301");
    connect()->command(
        "INSERT INTO calendar_alarm (cid, object, user, recurrence_id, alarm, action, instance, rings) SELECT cid, id, "
        "3, "
        "'', 1, 'DISPLAY', '', starts FROM calendar_event WHERE cid = 7 AND id > 100000");
    connect()->command("ANALYZE TABLE calendar_alarm, calendar_event, calendar_object");
    const auto due = [&](std::size_t limit) {
        return rows([&] {
            auto session = database().read(kContext, Freshness::strict());
            EXPECT_EQ(AlarmReader(session).due(kAnna, at("20260302"), limit).size(), std::min<std::size_t>(limit, 23));
        });
    };
    EXPECT_LT(due(1000), 3 * 23 + 20);
    EXPECT_LT(due(5), 3 * 5 + 20);
}

TEST_F(QueryCostsTest, UpdatesCostTheChangesNotTheFolder) {
    fill(annas_, 100'000, 10'000, "20240101");
    connect()->command("ANALYZE TABLE calendar_event, calendar_object");
    const auto made = put(annas_, vevent("a", when("20260310")));
    const auto before = queries_.updates(anna(), annas_, made.seq, {}, {}).timestamp;
    change(made, vevent("a", when("20260311")));
    auto caller = anna();
    caller.freshness = Freshness::eventual();
    const auto one = [&] { EXPECT_EQ(queries_.updates(caller, annas_, before, {}, {}).changed.size(), 1U); };
    EXPECT_LT(rows(one), 50);
    // One of them asks how far back deletions are known.
    EXPECT_EQ(statements(one), 4);
    EXPECT_LT(rows([&] { put(annas_, vevent("b", when("20260311"))); }), 100);
}

}  // namespace
}  // namespace groupware::calendar

#include "tests/groupware/calendar/queries_fixture.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace groupware::calendar {
namespace {

class EventUpdatesTest : public CalendarQueriesTest {
protected:
    [[nodiscard]] EventChanges updates(Seq since, const std::optional<TimeRange>& range = {}) {
        return queries_.updates(anna(), annas_, since, range, {});
    }
    [[nodiscard]] Seq now() { return updates({}).timestamp; }
};

TEST_F(EventUpdatesTest, SayWhatIsNewChangedAndGone) {
    const auto kept = put(annas_, vevent("kept", when("20260310") + named("kept")));
    const auto gone = put(annas_, vevent("gone", when("20260310")));
    const auto before = now();
    const auto fresh = put(annas_, vevent("new", when("20260310") + named("new")));
    change(kept, vevent("kept", when("20260311") + named("changed")));
    erase(gone);
    const auto changes = updates(before);
    EXPECT_EQ(lines(changes.changed), (Lines{"new 20260310T090000Z", "changed 20260311T090000Z"}));
    EXPECT_EQ(changes.removed, std::vector<EventId>{gone.id});
    EXPECT_TRUE(updates(changes.timestamp).changed.empty());
    EXPECT_TRUE(updates(changes.timestamp).removed.empty());
    EXPECT_EQ(updates({}).changed.size(), 2U);
    erase(fresh);
    EXPECT_EQ(updates(changes.timestamp).removed, std::vector<EventId>{fresh.id});
}

TEST_F(EventUpdatesTest, AnInstanceThatIsNotChangedAnyMoreIsGone) {
    const std::string series = vevent("s", when("20260310") + "RRULE:FREQ=DAILY\r\n");
    const std::string id = "RECURRENCE-ID;TZID=Europe/Berlin:20260312T100000\r\n";
    const auto made = put(annas_, series + vevent("s", id + when("20260312")));
    const auto instance = queries_.exceptionsOf(anna(), {.folder = annas_, .id = made.id}, {}).events.at(0).id;
    const auto before = now();
    change(made, series);
    const auto changes = updates(before);
    EXPECT_EQ(changes.removed, std::vector<EventId>{instance});
    ASSERT_EQ(changes.changed.size(), 1U);
    EXPECT_EQ(changes.changed[0].id, made.id);
}

TEST_F(EventUpdatesTest, WhatLeavesTheRangeIsGoneForWhoLooksAtIt) {
    const auto made = put(annas_, vevent("a", when("20260310") + named("a")));
    const auto march = between("20260301", "20260401");
    const auto before = now();
    const auto moved = change(made, vevent("a", when("20260610") + named("a")));
    put(annas_, vevent("b", when("20260610")));
    EXPECT_EQ(updates(before, march).removed, std::vector<EventId>{made.id});
    EXPECT_TRUE(updates(before, march).changed.empty()) << "what is new in June is nobody's business in March";
    const auto then = now();
    change(moved, vevent("a", when("20260312") + named("a")));
    EXPECT_EQ(lines(updates(then, march).changed), Lines{"a 20260312T090000Z"});
    EXPECT_TRUE(updates(then, march).removed.empty());
}

TEST_F(EventUpdatesTest, WhatBecomesPrivateIsBusyTimeFromThenOn) {
    const auto shared = newFolder("shared", folders::kViewerRights);
    const auto made = put(shared, vevent("a", when("20260310") + named("a")));
    const auto before = queries_.updates(bert(), shared, {}, {}, {}).timestamp;
    change(made, vevent("a", when("20260310") + named("a") + "CLASS:PRIVATE\r\n"));
    const auto changes = queries_.updates(bert(), shared, before, {}, {});
    EXPECT_EQ(lines(changes.changed), Lines{"? 20260310T090000Z"});
    EXPECT_TRUE(changes.removed.empty());
}

TEST_F(EventUpdatesTest, WhoFollowsThemHasWhatTheFolderHas) {
    std::mt19937 random(20261120);
    std::map<std::string, CalendarObject> there;
    std::set<EventId> client;
    Seq seen{};
    const auto text = [&](const std::string& uid) {
        std::string components = vevent(uid, when("20260310") + "RRULE:FREQ=DAILY\r\n");
        for (int day = 11; day < 15; ++day) {
            const auto date = "202603" + std::to_string(day);
            if (random() % 2 == 0)
                components += vevent(uid, "RECURRENCE-ID;TZID=Europe/Berlin:" + date + "T100000\r\n" + when(date));
        }
        return components;
    };
    for (int round = 0; round < 40; ++round) {
        for (auto steps = random() % 3; steps > 0; --steps) {
            const auto uid = "u" + std::to_string(random() % 6);
            const auto found = there.find(uid);
            if (found == there.end()) {
                there.emplace(uid, put(annas_, text(uid)));
            } else if (random() % 3 == 0) {
                erase(found->second);
                there.erase(found);
            } else {
                found->second = change(found->second, text(uid));
            }
        }
        const auto changes = updates(seen);
        for (const auto id : changes.removed) client.erase(id);
        for (const auto& event : changes.changed) client.insert(event.id);
        seen = changes.timestamp;
        std::set<EventId> expected;
        for (const auto& event : queries_.all(anna(), annas_, {}).events) expected.insert(event.id);
        ASSERT_EQ(client, expected) << "round " << round;
    }
}

}  // namespace
}  // namespace groupware::calendar

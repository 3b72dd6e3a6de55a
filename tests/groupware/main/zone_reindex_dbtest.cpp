#include "groupware/calendar/maintenance/zone_reindex.h"

#include "groupware/calendar/maintenance/index_upgrade.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/store/zone_store.h"
#include "groupware/main/objects/time_zones.h"
#include "tests/groupware/calendar/calendar_fixture.h"
#include "tests/support/statement_counter.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

namespace groupware::calendar {
namespace {

/// A time zone database with one town, whose rules are those of a real zone.
class Zoneinfo {
public:
    Zoneinfo(const std::string& version, const std::string& likeZone) {
        std::ofstream(directory_.path() / "tzdata.zi") << "# version " << version << "\n";
        std::filesystem::create_directory(directory_.path() / "Made");
        std::filesystem::copy_file("/usr/share/zoneinfo/" + likeZone, directory_.path() / "Made" / "Up");
        std::filesystem::copy_file("/usr/share/zoneinfo/Asia/Tokyo", directory_.path() / "Made" / "Same");
    }
    [[nodiscard]] main::TimeZones& zones() { return zones_; }
    [[nodiscard]] ZoneData data() {
        return {.version = zones_.version(), .file = [this](std::string_view name) { return zones_.file(name); }};
    }

private:
    ::test::TemporaryDirectory directory_{"zoneinfo"};
    main::TimeZones zones_{directory_.path()};
};

/// Whoever looks at it more often than that is killed.
class DeadlyClock final : public Clock {
public:
    explicit DeadlyClock(int looks) : left_(looks) {}
    [[nodiscard]] Instant now() const override {
        if (--left_ < 0) throw std::runtime_error("killed");
        return Instant{};
    }

private:
    mutable std::atomic<int> left_;
};

/// The octets of a file.
std::string octetsOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The town gives up daylight saving time: version b is Tunis, version a was Berlin.
class ZoneReindexTest : public CalendarTest {
protected:
    ZoneReindex reindex(Zoneinfo& node, const Clock& clock) {
        return ZoneReindex({.database = database(), .clock = clock, .find = node.zones().finder(), .limits = [this] {
                                return limits_;
                            }});
    }
    std::size_t run(Zoneinfo& node) { return reindex(node, clock_).run(kContext, node.data()); }
    /// In transactions of half a batch.
    void putManyOn(Zoneinfo& node, std::size_t count) {
        while (count > 0) {
            const auto some = std::min(count, ZoneReindex::kBatch / 2);
            database().write(kContext, [&](dbpool::WriteTransaction& tx) {
                auto how = conditions();
                how.times.find = node.zones().finder();
                ObjectWriting writing(tx, how);
                for (std::size_t i = 0; i < some; ++i) {
                    writing.store({.owner = CalendarUser::of(kAnna), .folder = annas_},
                                  parsed(vcalendar(vevent("many" + std::to_string(++number_), kSummer))),
                                  ScheduleTag::Changes);
                }
                writing.finish();
            });
            count -= some;
        }
    }
    /// How many events do.
    [[nodiscard]] int startsAt(std::string_view time) {
        auto rows = connect()->query("SELECT COUNT(*) FROM calendar_event WHERE cid = ? AND starts = ?",
                                     {kContext.value, at(time).time_since_epoch().count()});
        return rows.next() ? static_cast<int>(rows.integer(1)) : -1;
    }
    CalendarObject putOn(Zoneinfo& node, const std::string& uid, const std::string& lines) {
        CalendarObject object;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            auto how = conditions();
            how.times.find = node.zones().finder();
            ObjectWriting writing(tx, how);
            auto& stored = writing.store({.owner = CalendarUser::of(kAnna), .folder = annas_},
                                         parsed(vcalendar(vevent(uid, lines))), ScheduleTag::Changes);
            writing.finish();
            object = stored.object;
        });
        return object;
    }
    [[nodiscard]] Instant startOf(EventId object) {
        auto rows = connect()->query("SELECT starts FROM calendar_event WHERE cid = ? AND id = ?",
                                     {kContext.value, object.value});
        return rows.next() ? Instant(std::chrono::milliseconds(rows.integer(1))) : Instant{};
    }
    /// The next time.
    [[nodiscard]] Instant ringsOf(EventId object) {
        auto rows = connect()->query("SELECT rings FROM calendar_alarm WHERE cid = ? AND object = ?",
                                     {kContext.value, object.value});
        return rows.next() ? Instant(std::chrono::milliseconds(rows.integer(1))) : Instant{};
    }
    void removeAll() {
        connect()->command("DELETE FROM calendar_event");
        connect()->command("DELETE FROM calendar_object");
    }
    [[nodiscard]] std::string version() {
        auto rows = connect()->query("SELECT version FROM calendar_zone WHERE cid = ? AND zone = ''", {kContext.value});
        return rows.next() ? rows.text(1) : "none";
    }

    static inline const std::string kSummer = "DTSTART;TZID=Made/Up:20260701T100000\r\n";
    static inline const std::string kWinter = "DTSTART;TZID=Made/Up:20261201T100000\r\n";
    std::size_t number_ = 0;
    Zoneinfo before_{"2030a", "Europe/Berlin"};
    Zoneinfo after_{"2030b", "Africa/Tunis"};
};

TEST_F(ZoneReindexTest, WhatNewRulesMoveChangesAndNothingElse) {
    const auto summer = putOn(before_, "a", kSummer);
    const auto winter = putOn(before_, "b", kWinter);
    const auto elsewhere = putOn(before_, "c", "DTSTART;TZID=Made/Same:20260701T100000\r\n");
    const auto series = putOn(before_, "d", kWinter + "RRULE:FREQ=MONTHLY;COUNT=10\r\n");
    EXPECT_EQ(run(before_), 0U) << "indexed with what there is";
    ASSERT_EQ(startOf(summer.id), at("20260701T080000Z"));

    EXPECT_EQ(run(after_), 2U) << "of the series its end";
    EXPECT_EQ(startOf(summer.id), at("20260701T090000Z"));
    EXPECT_EQ(version(), "2030b");
    const auto moved = stored(summer.id);
    EXPECT_EQ(moved->text, summer.text);
    EXPECT_GT(moved->seq, summer.seq) << "clients hear of it";
    EXPECT_EQ(moved->changedBy, kAnna) << "but nobody changed it";
    EXPECT_EQ(moved->scheduleTag, summer.scheduleTag) << "and nobody is invited anew";
    EXPECT_GT(stored(series.id)->seq, series.seq);
    for (const auto& same : {winter, elsewhere}) EXPECT_EQ(stored(same.id)->seq, same.seq);
    EXPECT_EQ(run(after_), 0U);
}

/// Both towns had daylight saving time in 2006.
TEST_F(ZoneReindexTest, SeriesThatBeganBeforeMoveByTheirNextInstances) {
    const std::string alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n";
    const auto summer = putOn(before_, "a", "DTSTART;TZID=Made/Up:20060701T100000\r\nRRULE:FREQ=YEARLY\r\n" + alarm);
    const auto winter = putOn(before_, "b", "DTSTART;TZID=Made/Up:20061201T100000\r\nRRULE:FREQ=YEARLY\r\n" + alarm);
    const auto over =
        putOn(before_, "c", "DTSTART;TZID=Made/Up:20060701T100000\r\nRRULE:FREQ=YEARLY;UNTIL=20080701T080000Z\r\n");
    EXPECT_EQ(run(before_), 0U);
    ASSERT_EQ(ringsOf(summer.id), at("20260701T074500Z"));

    EXPECT_EQ(run(after_), 1U);
    EXPECT_EQ(startOf(summer.id), at("20060701T080000Z")) << "as it began";
    EXPECT_EQ(ringsOf(summer.id), at("20260701T084500Z"));
    EXPECT_GT(stored(summer.id)->seq, summer.seq) << "clients hear of it";
    EXPECT_EQ(stored(summer.id)->text, summer.text);
    EXPECT_EQ(ringsOf(winter.id), at("20261201T084500Z"));
    for (const auto& same : {winter, over}) EXPECT_EQ(stored(same.id)->seq, same.seq);
    EXPECT_EQ(run(after_), 0U);
}

TEST_F(ZoneReindexTest, NewsOfThePastMoveNoSeries) {
    Zoneinfo paris{"2030b", "Europe/Paris"};  // whose clocks were others until 1980
    const auto series = putOn(before_, "a", "DTSTART;TZID=Made/Up:20060701T100000\r\nRRULE:FREQ=DAILY\r\n");
    EXPECT_EQ(run(before_), 0U);
    ASSERT_NE(before_.data().file("Made/Up"), paris.data().file("Made/Up"));
    EXPECT_EQ(run(paris), 0U);
    EXPECT_EQ(stored(series.id)->seq, series.seq);
}

TEST_F(ZoneReindexTest, SeriesOfZonesWhoseOldRulesNobodyKnowsMoveOnce) {
    EXPECT_EQ(run(before_), 0U) << "the zone is not used yet";
    const auto series = putOn(before_, "a", "DTSTART;TZID=Made/Up:20060701T100000\r\nRRULE:FREQ=DAILY\r\n");
    EXPECT_EQ(run(after_), 1U);
    EXPECT_GT(stored(series.id)->seq, series.seq);
    Zoneinfo again{"2030c", "Africa/Tunis"};
    EXPECT_EQ(run(again), 0U);
}

// The zone had Berlin's rules in 2030a, nobody was in it in 2030b, and since then events were made with Tunis's.
TEST_F(ZoneReindexTest, RulesOfAnOlderVersionAreNotThoseBefore) {
    for (const auto* const now : {"Europe/Berlin", "Europe/Paris"}) {
        connect()->command("DELETE FROM calendar_zone");
        putOn(before_, "first", kSummer);
        EXPECT_EQ(run(before_), 0U);
        removeAll();
        EXPECT_EQ(run(after_), 0U);
        const auto once = putOn(after_, "once", kSummer);
        const auto series = putOn(after_, "series", "DTSTART;TZID=Made/Up:20060701T100000\r\nRRULE:FREQ=YEARLY\r\n");
        Zoneinfo next{"2030c", now};
        EXPECT_EQ(run(next), 2U) << now;
        EXPECT_EQ(startOf(once.id), at("20260701T080000Z")) << now;
        EXPECT_GT(stored(series.id)->seq, series.seq) << now;
        removeAll();
    }
}

// A version of Yoke that stores no files leaves those that others stored.
TEST_F(ZoneReindexTest, AFileIsComparedWithIfItHasTheRulesThatWereUsed) {
    const auto series = putOn(before_, "a", "DTSTART;TZID=Made/Up:20060701T100000\r\nRRULE:FREQ=YEARLY\r\n");
    EXPECT_EQ(run(before_), 0U);
    connect()->execute(
        "UPDATE calendar_zone SET version = '2030b', rules = IF(zone = 'Made/Up', UNHEX(SHA2(?, 256)), rules) "
        "WHERE cid = ?",
        {dbpool::Blob{after_.data().file("Made/Up")}, kContext.value});
    Zoneinfo next{"2030c", "Europe/Berlin"};
    EXPECT_EQ(run(next), 1U);
    EXPECT_GT(stored(series.id)->seq, series.seq);
}

TEST_F(ZoneReindexTest, FilesAreKeptToCompareWith) {
    putOn(after_, "a", kSummer);
    EXPECT_EQ(run(after_), 0U);
    Zoneinfo next{"2030c", "Europe/Berlin"};
    EXPECT_EQ(run(next), 1U);
    auto rows = connect()->query("SELECT file FROM calendar_zone WHERE cid = ? AND zone = 'Made/Up'", {kContext.value});
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.text(1), octetsOf("/usr/share/zoneinfo/Europe/Berlin"));
}

TEST_F(ZoneReindexTest, AnOlderNodeMovesNothingBackAndWhatItWritesIsLookedAt) {
    const auto first = putOn(before_, "a", kSummer);
    EXPECT_EQ(run(after_), 1U);
    EXPECT_EQ(run(before_), 0U);
    EXPECT_EQ(startOf(first.id), at("20260701T090000Z"));
    EXPECT_EQ(version(), "2030b");
    const auto second = putOn(before_, "b", kSummer);  // by the node that has not been updated
    EXPECT_EQ(run(after_), 1U);
    EXPECT_EQ(startOf(second.id), at("20260701T090000Z"));
    const auto third = putOn(before_, "c", kSummer);
    EXPECT_EQ(run(before_), 0U);
    EXPECT_EQ(run(after_), 1U);
    EXPECT_EQ(startOf(third.id), at("20260701T090000Z"));
}

TEST_F(ZoneReindexTest, TwoNodesAtOnceMoveEverythingOnce) {
    constexpr int kMany = 120;
    for (int i = 0; i < kMany; ++i) putOn(before_, std::to_string(i), kSummer);
    Zoneinfo other{"2030b", "Africa/Tunis"};
    std::atomic<std::size_t> moved{0};
    std::vector<std::thread> nodes;
    for (auto* node : {&after_, &other}) nodes.emplace_back([&, node] { moved += run(*node); });
    for (auto& node : nodes) node.join();
    EXPECT_EQ(moved, static_cast<std::size_t>(kMany));
    EXPECT_EQ(startsAt("20260701T090000Z"), kMany);
    EXPECT_EQ(run(after_), 0U);
    EXPECT_EQ(version(), "2030b");
}

/// Nodes with old rules write, and index what is there with them, while one with new ones does.
TEST_F(ZoneReindexTest, NodesOfBothVersionsEndWithTheNewer) {
    constexpr int kMany = 60;
    for (int i = 0; i < kMany; ++i) putOn(after_, "new" + std::to_string(i), kSummer);  // which old rules would move
    std::vector<std::thread> nodes;
    nodes.emplace_back([&] { (void)run(before_); });
    nodes.emplace_back([&] { (void)run(after_); });
    nodes.emplace_back([&] {
        for (int i = 0; i < kMany; ++i) putOn(before_, "old" + std::to_string(i), kSummer);
    });
    for (auto& node : nodes) node.join();
    // Both keep house once more: the old one says that it was there.
    EXPECT_EQ(run(before_), 0U) << "it moves nothing any more";
    (void)run(after_);
    EXPECT_EQ(startsAt("20260701T090000Z"), 2 * kMany);
    EXPECT_EQ(version(), "2030b");
    EXPECT_EQ(run(after_), 0U);
}

TEST_F(ZoneReindexTest, WhoDiesInBetweenIsFollowedByTheNext) {
    putManyOn(before_, ZoneReindex::kBatch + 20);
    ASSERT_EQ(run(before_), 0U);
    DeadlyClock clock(2);  // it looks at it when rules are compared, and once a batch
    EXPECT_THROW((void)reindex(after_, clock).run(kContext, after_.data()), std::runtime_error);
    EXPECT_EQ(startsAt("20260701T090000Z"), static_cast<int>(ZoneReindex::kBatch));
    EXPECT_EQ(version(), "2030a") << "it is not finished";
    EXPECT_EQ(run(before_), 0U);
    EXPECT_EQ(startsAt("20260701T090000Z"), static_cast<int>(ZoneReindex::kBatch)) << "old rules take nothing back";
    EXPECT_EQ(run(after_), 20U);
    EXPECT_EQ(startsAt("20260701T080000Z"), 0);
    EXPECT_EQ(version(), "2030b");
}

/// The same while it looks again at what older nodes wrote.
TEST_F(ZoneReindexTest, WhoDiesLookingAgainIsFollowedToo) {
    putManyOn(before_, 1);
    ASSERT_EQ(run(after_), 1U);
    ASSERT_EQ(run(before_), 0U);
    putManyOn(before_, ZoneReindex::kBatch + 20);
    DeadlyClock clock(1);
    EXPECT_THROW((void)reindex(after_, clock).run(kContext, after_.data()), std::runtime_error);
    EXPECT_EQ(run(after_), 21U) << "one of the first page was right already";
    EXPECT_EQ(startsAt("20260701T080000Z"), 0);
    EXPECT_EQ(run(after_), 0U);
}

TEST_F(ZoneReindexTest, NothingNewCostsOneLook) {
    putOn(before_, "a", kSummer);
    EXPECT_EQ(run(before_), 0U);
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    EXPECT_EQ(counter.statements([&] { EXPECT_EQ(run(before_), 0U); }), 4) << "a transaction with one statement";
}

TEST_F(ZoneReindexTest, WhatAnOlderVersionIndexedGetsWhatItLacks) {
    constexpr std::size_t kMany = IndexUpgrade::kBatch + 20;
    const std::string rest = "SUMMARY:Title\r\nDESCRIPTION:the word\r\nRRULE:FREQ=DAILY;COUNT=3\r\n";
    const auto series = putOn(before_, "series", kSummer + rest);
    for (std::size_t i = 1; i < kMany; ++i) (void)putOn(before_, std::to_string(i), kWinter);
    const auto broken = putOn(before_, "broken", kWinter);
    connect()->command("UPDATE calendar_event SET hints = 0, words = '', first_instance = '', last_instance = ''");
    connect()->command("UPDATE calendar_object SET text = 'nothing' WHERE id = " + std::to_string(broken.id.value));
    CalendarQueries queries(database(), access_, before_.zones().finder(), [this] { return limits_; });
    EXPECT_EQ(queries.search(anna(), {.pattern = "title"}, {}).events.size(), 1U) << "until then by what there is";
    EXPECT_EQ(queries.search(anna(), {.pattern = "word"}, {}).events.size(), 0U);

    EXPECT_EQ(run(before_), 0U) << "nothing moved";
    EXPECT_EQ(queries.search(anna(), {.pattern = "word"}, {}).events.size(), 1U);
    auto rows = connect()->query("SELECT hints, first_instance, last_instance FROM calendar_event WHERE id = ?",
                                 {series.id.value});
    ASSERT_TRUE(rows.next());
    EXPECT_TRUE(Hints(rows.integer(1)).has(Hint::Derived));
    EXPECT_EQ(rows.text(2) + " " + rows.text(3), "20260701T100000 20260703T100000");
    EXPECT_EQ(stored(series.id)->seq, series.seq) << "nobody reads it again";
    auto left = connect()->query("SELECT COUNT(*) FROM calendar_event WHERE hints = 0");
    ASSERT_TRUE(left.next());
    EXPECT_EQ(left.integer(1), 1) << "what cannot be read stays as it is";
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    EXPECT_EQ(counter.statements([&] { EXPECT_EQ(run(before_), 0U); }), 4) << "never again";
}

TEST_F(ZoneReindexTest, ManyObjectsGoInBatches) {
    constexpr auto kMany = ZoneReindex::kBatch + 20;
    putManyOn(before_, kMany);
    EXPECT_EQ(run(after_), kMany);
    EXPECT_EQ(run(after_), 0U);
}

}  // namespace
}  // namespace groupware::calendar

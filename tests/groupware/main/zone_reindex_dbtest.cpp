#include "groupware/calendar/maintenance/zone_reindex.h"

#include "groupware/calendar/store/zone_store.h"
#include "groupware/main/objects/time_zones.h"
#include "tests/groupware/calendar/calendar_fixture.h"
#include "tests/support/statement_counter.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

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
        return {.version = zones_.version(), .rules = [this](std::string_view name) { return zones_.rules(name); }};
    }

private:
    ::test::TemporaryDirectory directory_{"zoneinfo"};
    main::TimeZones zones_{directory_.path()};
};

/// The town gives up daylight saving time: version b is Tunis, version a was Berlin.
class ZoneReindexTest : public CalendarTest {
protected:
    std::size_t run(Zoneinfo& node) {
        return ZoneReindex({.database = database(),
                            .clock = clock_,
                            .find = node.zones().finder(),
                            .limits = [this] { return limits_; }})
            .run(kContext, node.data());
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
    [[nodiscard]] std::string version() {
        auto rows = connect()->query("SELECT version FROM calendar_zone WHERE cid = ? AND zone = ''", {kContext.value});
        return rows.next() ? rows.text(1) : "none";
    }

    static inline const std::string kSummer = "DTSTART;TZID=Made/Up:20260701T100000\r\n";
    static inline const std::string kWinter = "DTSTART;TZID=Made/Up:20261201T100000\r\n";
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

TEST_F(ZoneReindexTest, NothingNewCostsOneLook) {
    putOn(before_, "a", kSummer);
    EXPECT_EQ(run(before_), 0U);
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    EXPECT_EQ(counter.statements([&] { EXPECT_EQ(run(before_), 0U); }), 4) << "a transaction with one statement";
}

TEST_F(ZoneReindexTest, ManyObjectsGoInBatches) {
    constexpr int kMany = static_cast<int>(ZoneReindex::kBatch) + 20;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        auto how = conditions();
        how.times.find = before_.zones().finder();
        ObjectWriting writing(tx, how);
        for (int i = 0; i < kMany / 2; ++i) {
            writing.store({.owner = CalendarUser::of(kAnna), .folder = annas_},
                          parsed(vcalendar(vevent(std::to_string(i), kSummer))), ScheduleTag::Changes);
        }
        writing.finish();
    });
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        auto how = conditions();
        how.times.find = before_.zones().finder();
        ObjectWriting writing(tx, how);
        for (int i = kMany / 2; i < kMany; ++i) {
            writing.store({.owner = CalendarUser::of(kAnna), .folder = annas_},
                          parsed(vcalendar(vevent(std::to_string(i), kSummer))), ScheduleTag::Changes);
        }
        writing.finish();
    });
    EXPECT_EQ(run(after_), static_cast<std::size_t>(kMany));
    EXPECT_EQ(run(after_), 0U);
}

}  // namespace
}  // namespace groupware::calendar

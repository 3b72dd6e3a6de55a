#include "groupware/calendar/store/object_writer.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/sync/tombstones.h"
#include "tests/groupware/calendar/calendar_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <set>

namespace groupware::calendar {
namespace {

const std::string kStart = "DTSTART;TZID=Europe/Berlin:20260310T100000\r\nDURATION:PT1H\r\n";
const std::string kDaily = kStart + "RRULE:FREQ=DAILY;COUNT=10\r\n";

std::string instance(const std::string& uid, const std::string& day, const std::string& more = "") {
    return vevent(uid, "RECURRENCE-ID;TZID=Europe/Berlin:" + day + "T100000\r\n" + kStart + more);
}

std::string everyMinute() {
    std::string list = "0";
    for (int minute = 1; minute < 60; ++minute) list += "," + std::to_string(minute);
    return list;
}

class ObjectWritingTest : public CalendarTest {
protected:
    [[nodiscard]] std::map<std::string, EventId> eventsOf(EventId object) {
        auto session = database().read(kContext, Freshness::strict());
        return eventIdsOf(session, {&object.value, 1})[object];
    }
    [[nodiscard]] std::map<std::int64_t, std::string> leftSince(FolderId folder, Seq seq) {
        auto session = database().read(kContext, Freshness::strict());
        std::map<std::int64_t, std::string> left;
        for (const auto& each : sync::tombstonesSince(session, sync::Kind::Event, folder, seq))
            left.emplace(each.object, each.name);
        return left;
    }
};

TEST_F(ObjectWritingTest, ANewObjectIsKeptOctetForOctet) {
    const std::string text =
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nX-ODD:;;\n DTSTART:x\nDTSTART:20260310T\n"
        " 100000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    CalendarObject made;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        ObjectWriting writing(tx, conditions());
        auto& stored = writing.store({.owner = CalendarUser::of(kAnna), .folder = annas_, .name = "a.ics"},
                                     parsed(text), ScheduleTag::Changes);
        writing.finish();
        made = stored.object;
    });
    const auto found = stored(made.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->text, text);
    EXPECT_EQ(found->name, "a.ics");
    EXPECT_EQ(found->uid, "a");
    EXPECT_EQ(found->owner, CalendarUser::of(kAnna));
    EXPECT_EQ(found->folder, annas_);
    EXPECT_EQ(found->role, Role::None);
    EXPECT_EQ(found->createdBy, kAnna);
    EXPECT_EQ(found->createdAt, clock_.now());
    EXPECT_EQ(found->changedBy, kAnna);
    EXPECT_EQ(found->seq, found->createdSeq);
    EXPECT_EQ(found->seq, found->scheduleTag);
    EXPECT_EQ(counted(), 1);
    EXPECT_EQ(eventsOf(made.id), (std::map<std::string, EventId>{{"", made.id}}));
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(ObjectReader(session).findByName(annas_, "a.ics")->id, made.id);
    EXPECT_EQ(ObjectReader(session).findByUid(CalendarUser::of(kAnna), "a")->id, made.id);
    EXPECT_FALSE(ObjectReader(session).findByUid(CalendarUser::of(kBert), "a"));
    EXPECT_EQ(folders::FolderReader(session).find(annas_)->contentChanged, made.seq);
}

TEST_F(ObjectWritingTest, InstancesKeepTheirIdsAndGoneOnesAreSaid) {
    const auto made = put(annas_, vevent("a", kDaily) + instance("a", "20260312") + instance("a", "20260311"));
    const auto before = eventsOf(made.id);
    ASSERT_EQ(before.size(), 3U);
    EXPECT_EQ(before.at(""), made.id);
    const auto changed =
        change(made, vevent("a", kDaily) + instance("a", "20260312", "SUMMARY:x\r\n") + instance("a", "20260313"));
    const auto after = eventsOf(made.id);
    ASSERT_EQ(after.size(), 3U);
    EXPECT_EQ(after.at("20260312T100000"), before.at("20260312T100000"));
    EXPECT_EQ(std::set({before.at("20260311T100000"), before.at("20260312T100000"), made.id})
                  .count(after.at("20260313T100000")),
              0U)
        << "ids are never used again";
    EXPECT_EQ(leftSince(annas_, made.seq),
              (std::map<std::int64_t, std::string>{{before.at("20260311T100000").value, ""}}));
    EXPECT_GT(changed.seq, made.seq);
    EXPECT_EQ(changed.createdSeq, made.createdSeq);
    EXPECT_EQ(counted(), 1);
}

TEST_F(ObjectWritingTest, SeriesAreAsDenseAndAsChangedAsTheLimitsSay) {
    limits_.exceptions = 1;
    const auto change = [](const std::string& day) { return instance("u", day, "SUMMARY:" + day + "\r\n"); };
    EXPECT_NO_THROW(put(annas_, vevent("hourly", kStart + "RRULE:FREQ=HOURLY\r\n")));
    EXPECT_NO_THROW(put(annas_, vevent("u", kDaily) + change("20260311")));
    EXPECT_EQ(codeOf([&] { put(annas_, vevent("u", kDaily) + change("20260311") + change("20260312")); }),
              ErrorCode::BadRequest);
    EXPECT_EQ(
        codeOf([&] { put(annas_, vevent("dense", kStart + "RRULE:FREQ=HOURLY;BYMINUTE=" + everyMinute() + "\r\n")); }),
        ErrorCode::BadRequest);
}

TEST_F(ObjectWritingTest, WhatMovesLeavesItsFolder) {
    const auto made = put(annas_, vevent("a", kDaily) + instance("a", "20260312"));
    const auto other = newFolder("other");
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        ObjectWriting writing(tx, conditions());
        auto moved = made;
        moved.folder = other;
        writing.store(moved, parsed(made.text), ScheduleTag::Stays, annas_);
        writing.finish();
    });
    const auto found = stored(made.id);
    EXPECT_EQ(found->folder, other);
    EXPECT_EQ(found->scheduleTag, made.scheduleTag);
    const auto left = leftSince(annas_, made.seq);
    EXPECT_EQ(left.size(), 2U);
    EXPECT_EQ(left.at(made.id.value), made.name);
    EXPECT_EQ(counted(), 1);
    auto rows = connect()->query("SELECT COUNT(*) FROM calendar_event WHERE cid = ? AND folder = ?",
                                 {kContext.value, other.value});
    EXPECT_TRUE(rows.next() && rows.integer(1) == 2);
}

TEST_F(ObjectWritingTest, NothingIsLeftOfWhatIsRemoved) {
    const auto made = put(annas_, vevent("a", kDaily) + instance("a", "20260312"));
    erase(made);
    EXPECT_FALSE(stored(made.id));
    EXPECT_EQ(rowsOf("calendar_event"), 0);
    EXPECT_EQ(counted(), 0);
    const auto left = leftSince(annas_, made.seq);
    EXPECT_EQ(left.size(), 2U);
    EXPECT_EQ(left.at(made.id.value), made.name);
    put(annas_, vevent("a", kDaily));
}

TEST_F(ObjectWritingTest, UidsAreUniqueForEachCalendarUser) {
    const auto made = put(annas_, vevent("a", kStart));
    EXPECT_EQ(codeOf([&] { put(annas_, vevent("a", kStart)); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { put(newFolder("other"), vevent("a", kStart)); }), ErrorCode::Conflict)
        << "RFC 6638 section 3.2: in all of somebody's calendars";
    put(berts_, vevent("a", kStart), CalendarUser::of(kBert));
    put({}, vevent("a", kStart), CalendarUser::of(principals::ResourceId{kAnna.value}));
    EXPECT_EQ(codeOf([&] { change(made, vevent("b", kStart)); }), ErrorCode::BadRequest);
    EXPECT_EQ(counted(), 3);
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(ObjectReader(session).copies("a").size(), 3U);
}

TEST_F(ObjectWritingTest, NamesAreUniqueInAFolder) {
    const auto named = [&](const std::string& uid) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            ObjectWriting writing(tx, conditions());
            writing.store({.owner = CalendarUser::of(kAnna), .folder = annas_, .name = "n.ics"},
                          parsed(vcalendar(vevent(uid, kStart))), ScheduleTag::Changes);
            writing.finish();
        });
    };
    named("a");
    EXPECT_EQ(codeOf([&] { named("b"); }), ErrorCode::Conflict);
}

TEST_F(ObjectWritingTest, RolesAreThoseOfTheOwnersAddresses) {
    const std::string meeting = vevent("a", kStart +
                                                "ORGANIZER:mailto:Anna@example.com\r\n"
                                                "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:bert@example.com\r\n");
    EXPECT_EQ(put(annas_, meeting).role, Role::Organizer);
    EXPECT_EQ(put(berts_, meeting, CalendarUser::of(kBert)).role, Role::Attendee);
    EXPECT_EQ(put(carls_, meeting, CalendarUser::of(kCarl)).role, Role::None);
    auto rows = connect()->query("SELECT part_stat FROM calendar_event WHERE cid = ? AND owner = ?",
                                 {kContext.value, kBert.value});
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(1), static_cast<std::int64_t>(PartStat::Accepted));
}

TEST_F(ObjectWritingTest, QuotaAndSize) {
    put(annas_, vevent("a", kStart));
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::Calendar, 2);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, 0));
    });
    put(annas_, vevent("b", kStart));
    EXPECT_EQ(codeOf([&] { put(annas_, vevent("c", kStart)); }), ErrorCode::QuotaExceeded);
    limits_.objectBytes = 1000;
    EXPECT_EQ(codeOf([&] { put(annas_, vevent("d", kStart + "DESCRIPTION:" + std::string(1000, 'x') + "\r\n")); }),
              ErrorCode::TooLarge);
}

TEST_F(ObjectWritingTest, ManyObjectsTakeFewStatements) {
    put(annas_, vevent("warm", kStart));
    const ::test::StatementCounter counter{::test::sharedServer(), installation().location().schema};
    std::vector<CalendarObject> objects;
    const auto store = [&](int count, const std::string& prefix) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            ObjectWriting writing(tx, conditions());
            std::vector<const CalendarObject*> made;
            for (int number = 0; number < count; ++number)
                made.push_back(&writing
                                    .store({.owner = CalendarUser::of(kAnna), .folder = annas_},
                                           parsed(vcalendar(vevent(prefix + std::to_string(number), kStart))),
                                           ScheduleTag::Changes)
                                    .object);
            writing.finish();
            objects.clear();
            for (const auto* each : made) objects.push_back(*each);
        });
    };
    // Six belong to the transaction. Addresses, quota, ids, objects, events, folder.
    EXPECT_EQ(counter.statements([&] { store(1, "one"); }), 12);
    // Rows go 64 by 64: four statements of objects, of events and of change records.
    EXPECT_EQ(counter.statements([&] { store(256, "many"); }), 21);
    // Event ids, tombstones (four), three tables, reminders, attachments, quota, folder, records (four).
    EXPECT_EQ(counter.statements([&] {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            ObjectWriting writing(tx, conditions());
            for (const auto& each : objects) writing.remove(each);
            writing.finish();
        });
    }),
              21);
}

}  // namespace
}  // namespace groupware::calendar

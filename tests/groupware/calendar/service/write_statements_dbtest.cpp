#include "groupware/principals/service/provisioning.h"
#include "tests/groupware/calendar/writes_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

/// SQL statements per operation, counted by the server. A use case that needs more than before fails here; lower a
/// number when you have made one cheaper. Six of each write belong to the transaction (begin, the seq row and its
/// state, change records, commit, position), two or three to the events as they are afterwards.
class WriteStatementsTest : public WritesTest {
protected:
    WriteStatementsTest() {
        database().write(kContext, [this](dbpool::WriteTransaction& tx) {
            for (int number = 0; number < 20; ++number) {
                many_.push_back(user(principals::test::addPerson(tx, "user" + std::to_string(number))));
                const UserId id{attendeeIdOf(many_.back().uri)->id};
                folders::createUserFolders(tx, id, "User " + std::to_string(number),
                                           std::vector<std::string>{"calendar"});
            }
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
        });
        make(anna(), annas_, event("warm", "20260310T100000", {many_[0]}));  // connections and statements are there
    }
    /// A daily series with so many attendees.
    EventRef series(std::size_t attendees) {
        return made(anna(), annas_,
                    event("series", "20260310T100000",
                          {many_.begin(), many_.begin() + static_cast<std::ptrdiff_t>(attendees)}, "FREQ=DAILY"));
    }

    std::vector<ical::Person> many_;
    const ::test::StatementCounter counter_{::test::sharedServer(), installation().location().schema};
};

TEST_F(WriteStatementsTest, OfEventsThatConcernNobodyElse) {
    EventRef ref{.folder = annas_};
    EXPECT_EQ(counter_.statements([&] { ref.id = make(anna(), annas_, event("x")).created.at(0).id; }), 16);
    EXPECT_EQ(counter_.statements([&] { update(anna(), ref, titled("y")); }), 17);
    EXPECT_EQ(counter_.statements([&] { service_.setAlarms(anna(), ref, {{.trigger = "-PT5M"}}, {}); }), 18);
    EXPECT_EQ(counter_.statements([&] { remove(anna(), ref); }), 17);
}

/// Rows go to the server in pieces whose lengths are powers of two: 5 and 17 objects (with the organizer's) are two
/// pieces each.
TEST_F(WriteStatementsTest, OfMeetingsDoNotDependOnHowManyTakePart) {
    const auto created = [&](std::size_t attendees) { return counter_.statements([&] { (void)series(attendees); }); };
    EXPECT_EQ(created(4), 24);
    EXPECT_EQ(created(16), 24);
    const auto changed = [&](std::size_t attendees) {
        const auto ref = series(attendees);
        return counter_.statements([&] { update(anna(), at(ref, "20260312T100000"), titled("changed")); });
    };
    EXPECT_EQ(changed(4), 24);
    EXPECT_EQ(changed(16), 24);
    const auto removed = [&](std::size_t attendees) {
        const auto ref = series(attendees);
        return counter_.statements([&] { remove(anna(), ref); });
    };
    EXPECT_EQ(removed(4), removed(16));
    const auto answered = [&](std::size_t attendees) {
        const auto ref = series(attendees);
        const UserId first{attendeeIdOf(many_[0].uri)->id};
        const auto copy = refOf(first, uidOf(ref));
        return counter_.statements([&] { answer(callerOf(first), copy, PartStat::Accepted); });
    };
    EXPECT_EQ(answered(4), answered(16));
}

/// Three calendars (3 = 2 + 1 rows in each table) and 21 (16 + 4 + 1): a statement more for each table that has a row
/// for each calendar, and nothing else.
TEST_F(WriteStatementsTest, OfLargeMeetingsGrowByPiecesOfRowsOnly) {
    constexpr std::int64_t kTables = 3;  // objects, their index, change records
    const auto created = [&](std::size_t attendees) { return counter_.statements([&] { (void)series(attendees); }); };
    const auto few = created(2);
    EXPECT_EQ(created(20), few.value + kTables);
    const auto changed = [&](std::size_t attendees) {
        const auto ref = series(attendees);
        return counter_.statements([&] { update(anna(), at(ref, "20260312T100000"), titled("changed")); });
    };
    const auto fewChanged = changed(2);
    EXPECT_EQ(changed(20), fewChanged.value + kTables);
}

TEST_F(WriteStatementsTest, OfBookingsDoNotDependOnHowManyAreBooked) {
    std::vector<ical::Person> rooms;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        for (int number = 0; number < 9; ++number) {
            const auto name = "room" + std::to_string(number);
            const auto id = principals::addResource(
                tx, {.name = name, .displayName = name, .email = name + "@example.com", .booking = {}});
            rooms.push_back({.uri = uriOf({.kind = AttendeeId::Kind::Resource, .id = id.value})});
        }
    });
    int day = 10;
    const auto booked = [&](std::size_t count) {
        const std::vector<ical::Person> some(rooms.begin(), rooms.begin() + static_cast<std::ptrdiff_t>(count));
        const auto start = "202603" + std::to_string(day++) + "T1";
        EventRef ref{.folder = annas_};
        std::string costs;
        const auto add = [&](const ::test::StatementFigure& figure) { costs += std::to_string(figure.value) + ' '; };
        add(counter_.statements([&] { ref = made(anna(), annas_, event("booked", start + "00000", some)); }));
        EXPECT_EQ(statusOf(ref, "room0@example.com"), "ACCEPTED");
        // They are asked again when it moves, and who waits for their answers is told of conflicts.
        add(counter_.statements([&] {
            const auto moved = update(anna(), ref, event("moved", start + "10000", some), {.checkConflicts = true});
            EXPECT_TRUE(moved.conflicts.empty());
        }));
        return costs;
    };
    (void)booked(2);
    // Two and nine calendars: two pieces of rows each.
    EXPECT_EQ(booked(8), booked(2));
}

TEST_F(WriteStatementsTest, OfAnOldSeriesAreThoseOfANewOne) {
    const auto changed = [&](const std::string& start) {
        const auto ref = made(anna(), annas_, event("daily since " + start, start, {many_[0]}, "FREQ=DAILY"));
        const auto change = [&](const std::string& day) {
            return [&, day] { update(anna(), at(ref, day + start.substr(8)), titled("changed")); };
        };
        const auto statements = counter_.statements(change("20260312")).value;
        return std::pair(statements, counter_.rows(change("20260313")).value);
    };
    const auto [newStatements, newRows] = changed("20260301T100000");
    const auto [oldStatements, oldRows] = changed("20160301T110000");
    EXPECT_EQ(oldStatements, newStatements);
    EXPECT_LT(oldRows, newRows + 20);
}

TEST_F(WriteStatementsTest, OfAnImportGrowWithItsOctets) {
    const auto import = [&](const std::string& prefix, int count) {
        std::string events;
        for (int number = 0; number < count; ++number)
            events += vevent(prefix + std::to_string(number), "DTSTART:20260310T100000Z\r\nSUMMARY:x\r\n");
        return counter_.statements(
            [&] { (void)service_.import(anna(), annas_, formats::lines::sourceOf(vcalendar(events)), false); });
    };
    // Rows of objects and of their index, and records, are sent in pieces; nothing else grows.
    EXPECT_EQ(import("a", 8), 14);
    EXPECT_LE(import("b", 400), 40);
}

}  // namespace
}  // namespace groupware::calendar

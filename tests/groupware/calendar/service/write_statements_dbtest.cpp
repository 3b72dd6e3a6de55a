#include "groupware/principals/service/provisioning.h"
#include "tests/groupware/calendar/writes_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

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

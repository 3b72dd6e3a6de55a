#include "groupware/calendar/freebusy/resource_booking.h"

#include "groupware/principals/service/group_provisioning.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "tests/groupware/calendar/calendar_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

using principals::BookingPolicy;
using principals::BookingPrivilege;

class ResourceBookingTest : public CalendarTest {
protected:
    principals::ResourceId addRoom(const BookingPolicy& policy = {}) {
        principals::ResourceId room;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            team_ = principals::addGroup(tx, {.name = "team", .displayName = "Team", .members = {kBert}});
            auto wanted = policy;
            for (auto& [principal, privilege] : policy.entries) {
                if (!principal.group) continue;
                wanted.entries.erase(principal);
                wanted.entries[{.group = true, .id = team_.value}] = privilege;
            }
            room = principals::addResource(
                tx, {.name = "room", .displayName = "Room", .email = "room@example.com", .booking = wanted});
        });
        return room;
    }
    BookingAnswer ask(principals::ResourceId room, std::optional<UserId> organizer, const std::string& components,
                      EventId own = {}) {
        const auto calendar = parsed(vcalendar(components));
        return askAll(organizer, {{.resource = room, .own = own, .object = calendar}}).at(0);
    }
    std::vector<BookingAnswer> askAll(std::optional<UserId> organizer, const std::vector<ResourceRequest>& requests) {
        std::vector<BookingAnswer> answers;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            answers = booking_.answer(tx, {.user = organizer, .zone = "Europe/Berlin"}, requests);
        });
        return answers;
    }
    CalendarObject book(principals::ResourceId room, const std::string& components) {
        return put(FolderId{0}, components, CalendarUser::of(room));
    }
    static std::string hour(const std::string& uid, const std::string& start, const std::string& more = "") {
        return vevent(uid, "DTSTART:" + start + "\r\nDURATION:PT1H\r\n" + more);
    }

    FreeBusyLimits freeBusyLimits_ = FreeBusyLimits::from(Configuration(options()));
    ResourceBooking booking_{clock_, findZone, [this] { return freeBusyLimits_; }};
    GroupId team_;
};

TEST_F(ResourceBookingTest, WhatIsFreeIsAcceptedAndWhatIsTakenDeclined) {
    const auto room = addRoom();
    EXPECT_EQ(ask(room, kAnna, hour("one", "20260303T100000Z")).partStat, PartStat::Accepted);
    const auto one = book(room, hour("one", "20260303T100000Z"));
    EXPECT_EQ(ask(room, kBert, hour("two", "20260303T103000Z")).partStat, PartStat::Declined);
    EXPECT_EQ(ask(room, kBert, hour("two", "20260303T110000Z")).partStat, PartStat::Accepted) << "right after it";
    EXPECT_EQ(ask(room, kAnna, hour("one", "20260303T103000Z"), one.id).partStat, PartStat::Accepted)
        << "an event is no conflict to itself";
    EXPECT_EQ(ask(room, kBert, hour("two", "20260303T100000Z", "STATUS:CANCELLED\r\n")).partStat, PartStat::Accepted);
    EXPECT_EQ(codeOf([&] { (void)ask({99}, kBert, hour("two", "20260303T100000Z")); }), ErrorCode::NotFound);
}

TEST_F(ResourceBookingTest, TimesMeetWhereverTheyAreWritten) {
    const auto room = addRoom();
    book(room, vevent("series",
                      "DTSTART;TZID=Europe/Berlin:20260202T090000\r\nDURATION:PT1H\r\n"
                      "RRULE:FREQ=WEEKLY\r\nEXDATE;TZID=Europe/Berlin:20260309T090000\r\n"));
    EXPECT_EQ(ask(room, kBert, hour("one", "20260302T083000Z")).partStat, PartStat::Declined);
    EXPECT_EQ(ask(room, kBert, hour("one", "20260309T083000Z")).partStat, PartStat::Accepted) << "an EXDATE is free";
    EXPECT_EQ(ask(room, kBert, hour("one", "20260330T073000Z")).partStat, PartStat::Declined) << "in summer time";
    EXPECT_EQ(ask(room, kBert, vevent("one", "DTSTART;VALUE=DATE:20260316\r\n")).partStat, PartStat::Declined);
    EXPECT_EQ(ask(room, kBert, vevent("one", "DTSTART;VALUE=DATE:20260317\r\n")).partStat, PartStat::Accepted);
}

TEST_F(ResourceBookingTest, SomeInstancesOfASeriesMayBeRefused) {
    const auto room = addRoom({.conflictInstances = 1});
    book(room, hour("one", "20260309T100000Z"));
    const auto answer = ask(room, kAnna, hour("two", "20260302T100000Z", "RRULE:FREQ=WEEKLY;COUNT=4\r\n"));
    EXPECT_EQ(answer.partStat, PartStat::Accepted);
    EXPECT_EQ(answer.declined, std::vector<std::string>{"20260309T100000Z"});
    book(room, hour("three", "20260316T100000Z"));
    EXPECT_EQ(ask(room, kAnna, hour("two", "20260302T100000Z", "RRULE:FREQ=WEEKLY;COUNT=4\r\n")).partStat,
              PartStat::Declined);
}

TEST_F(ResourceBookingTest, ThePastDoesNotMatter) {
    const auto room = addRoom({.leadTime = std::chrono::hours(1)});
    book(room, hour("one", "20260216T100000Z"));
    EXPECT_EQ(ask(room, kAnna, hour("two", "20260216T100000Z", "RRULE:FREQ=WEEKLY;COUNT=6\r\n")).partStat,
              PartStat::Accepted);
}

TEST_F(ResourceBookingTest, HoweverFarAheadItIsBookedOnce) {
    const auto room = addRoom();
    book(room, hour("one", "20340303T100000Z", "RRULE:FREQ=WEEKLY;COUNT=4\r\n"));
    EXPECT_EQ(ask(room, kBert, hour("two", "20340310T103000Z")).partStat, PartStat::Declined);
    EXPECT_EQ(ask(room, kBert, hour("two", "20340311T103000Z")).partStat, PartStat::Accepted);
    EXPECT_EQ(ask(room, kBert, vevent("two", "DTSTART;VALUE=DATE:20340324\r\n")).partStat, PartStat::Declined);
}

TEST_F(ResourceBookingTest, AWindowIsNeverLeft) {
    const auto room = addRoom({.window = std::chrono::days(30)});
    EXPECT_EQ(ask(room, kAnna, hour("one", "20260310T100000Z")).partStat, PartStat::Accepted);
    for (const auto* late : {"20260601T100000Z", "20340303T100000Z"}) {
        EXPECT_EQ(ask(room, kAnna, hour("one", late)).partStat, PartStat::Declined) << late;
    }
}

TEST_F(ResourceBookingTest, PrivilegesAreTheOrganizers) {
    BookingPolicy policy{.everybody = BookingPrivilege::AskToBook, .longest = std::chrono::minutes(30)};
    policy.entries = {{{.group = false, .id = kCarl.value}, BookingPrivilege::None},
                      {{.group = true, .id = 0}, BookingPrivilege::Delegate}};
    const auto room = addRoom(policy);
    const auto half = vevent("one", "DTSTART:20260303T100000Z\r\nDURATION:PT30M\r\n");
    EXPECT_EQ(ask(room, kAnna, half).partStat, PartStat::NeedsAction);
    EXPECT_EQ(ask(room, kCarl, half).partStat, PartStat::Declined);
    EXPECT_EQ(ask(room, kAnna, hour("one", "20260303T100000Z")).partStat, PartStat::Declined);
    EXPECT_EQ(ask(room, kBert, hour("one", "20260303T100000Z")).partStat, PartStat::Accepted) << "of the team";
    EXPECT_EQ(ask(room, std::nullopt, half).partStat, PartStat::Declined) << "from outside";
}

TEST_F(ResourceBookingTest, AnAnswerCostsAtMostFourReads) {
    const auto room = addRoom();
    for (int i = 0; i < 20; ++i) {
        book(room, hour("u" + std::to_string(i), "202603" + std::to_string(10 + i) + "T100000Z"));
    }
    const auto series = hour("two", "20260302T120000Z", "RRULE:FREQ=DAILY;COUNT=300\r\n");
    (void)ask(room, kAnna, series);
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    EXPECT_EQ(counter.statements([&] { (void)ask(room, kAnna, series); }, "%FROM calendar_%"), 2);
    EXPECT_EQ(counter.statements([&] { (void)ask(room, kAnna, series); }, "%FROM resource %"), 1);
}

TEST_F(ResourceBookingTest, ManyAreAskedAtOnceAndAnswerForThemselves) {
    std::vector<principals::ResourceId> rooms;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        for (int number = 0; number < 8; ++number) {
            const auto name = "room" + std::to_string(number);
            rooms.push_back(principals::addResource(
                tx, {.name = name,
                     .displayName = name,
                     .email = name + "@example.com",
                     .booking = {.entries = {{{.group = false, .id = kBert.value}, BookingPrivilege::Delegate}}}}));
        }
    });
    book(rooms[2], hour("taken", "20260303T100000Z"));
    book(rooms[5], hour("other", "20260304T100000Z"));
    std::vector<ResourceRequest> requests;
    for (const auto room : rooms)
        requests.push_back({.resource = room, .object = parsed(vcalendar(hour("two", "20260303T103000Z")))});
    // At another time: the rows of one room are no business of another.
    requests[5].object = parsed(vcalendar(hour("two", "20260304T103000Z")));
    requests[6].object = parsed(vcalendar(hour("two", "20260304T103000Z")));
    std::string answers;
    for (const auto& answer : askAll(kAnna, requests)) answers += answer.partStat == PartStat::Accepted ? 'A' : 'D';
    EXPECT_EQ(answers, "AADAADAA");

    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    const auto cost = [&](std::size_t count) {
        return counter.statements([&] { (void)askAll(kAnna, {requests.begin(), requests.begin() + count}); });
    };
    EXPECT_EQ(cost(8), cost(1));
    requests[3].resource = {99};
    EXPECT_EQ(codeOf([&] { (void)askAll(kAnna, requests); }), ErrorCode::NotFound);
}

}  // namespace
}  // namespace groupware::calendar

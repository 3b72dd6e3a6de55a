#include "groupware/calendar/booking.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

using principals::BookingPolicy;
using principals::BookingPrivilege;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr Instant kNow{hours(1'000)};

/// So many daily hours, the first so long from now.
ObjectOccurrences daily(int count, std::chrono::milliseconds ahead = hours(24),
                        std::chrono::milliseconds length = hours(1)) {
    ObjectOccurrences wanted;
    wanted.recurs = count > 1;
    for (int i = 0; i < count; ++i) {
        const Instant from = kNow + ahead + days(i);
        wanted.list.push_back({.id = count > 1 ? std::to_string(i) : "", .from = from, .to = from + length});
    }
    return wanted;
}
ObjectOccurrences endless() {
    auto wanted = daily(3);
    wanted.complete = false;
    return wanted;
}
/// The resource is booked at those of daily()'s hours.
std::vector<BusyPeriod> takenOn(const std::vector<int>& which) {
    std::vector<BusyPeriod> taken;
    for (const int day : which) {
        const Instant from = kNow + hours(24) + days(day);
        taken.push_back({.from = from + minutes(30), .to = from + minutes(90)});
    }
    return taken;
}

struct Case {
    const char* why;
    BookingPolicy policy;
    BookingPrivilege privilege;
    ObjectOccurrences wanted;
    std::vector<BusyPeriod> taken;
    PartStat answer;
    std::vector<std::string> declined{};
};

TEST(Booking, PoliciesAnswer) {
    using enum PartStat;
    constexpr auto kNone = BookingPrivilege::None;
    constexpr auto kAsk = BookingPrivilege::AskToBook;
    constexpr auto kDirect = BookingPrivilege::BookDirectly;
    constexpr auto kDelegate = BookingPrivilege::Delegate;
    const std::array cases{
        Case{"free", {}, kDirect, daily(1), {}, Accepted},
        Case{"who asks waits", {}, kAsk, daily(1), {}, NeedsAction},
        Case{"who may not is refused", {}, kNone, daily(1), {}, Declined},
        Case{"taken", {}, kDirect, daily(1), takenOn({0}), Declined},
        Case{"taken, for who asks", {}, kAsk, daily(1), takenOn({0}), Declined},
        Case{"taken, for a delegate", {}, kDelegate, daily(1), takenOn({0}), Declined},
        Case{"taken at another time", {}, kDirect, daily(1), takenOn({1}), Accepted},
        Case{"right after another booking", {}, kDirect, daily(1, hours(24) + minutes(90)), takenOn({0}), Accepted},
        Case{"taken, which does not matter", {.conflicts = true}, kDirect, daily(1), takenOn({0}), Accepted},
        Case{"a series, one time taken", {}, kDirect, daily(4), takenOn({2}), Declined},
        Case{"a series, one may conflict", {.conflictInstances = 1}, kDirect, daily(4), takenOn({2}), Accepted, {"2"}},
        Case{"a series, more than that", {.conflictInstances = 1}, kDirect, daily(4), takenOn({1, 2}), Declined},
        Case{"a quarter may conflict", {.conflictPercent = 25}, kDirect, daily(4), takenOn({0}), Accepted, {"0"}},
        Case{"more than a quarter", {.conflictPercent = 25}, kDirect, daily(4), takenOn({0, 1}), Declined},
        Case{"both bounds hold",
             {.conflictPercent = 50, .conflictInstances = 1},
             kDirect,
             daily(4),
             takenOn({0, 1}),
             Declined},
        Case{"never all of them", {.conflictPercent = 100}, kDirect, daily(2), takenOn({0, 1}), Declined},
        Case{"a single event has no such grace", {.conflictInstances = 5}, kDirect, daily(1), takenOn({0}), Declined},
        Case{"who asks for a series with conflicts",
             {.conflictInstances = 1},
             kAsk,
             daily(4),
             takenOn({3}),
             NeedsAction,
             {"3"}},
        Case{"no series", {.recurring = false}, kDirect, daily(2), {}, Declined},
        Case{"no series, but for delegates", {.recurring = false}, kDelegate, daily(2), {}, Accepted},
        Case{"as long as may be", {.longest = minutes(60)}, kDirect, daily(1), {}, Accepted},
        Case{"too long", {.longest = minutes(59)}, kDirect, daily(1), {}, Declined},
        Case{"too long, by a delegate", {.longest = minutes(59)}, kDelegate, daily(1), {}, Accepted},
        Case{"early enough", {.leadTime = hours(24)}, kDirect, daily(1), {}, Accepted},
        Case{"too late", {.leadTime = hours(25)}, kDirect, daily(1), {}, Declined},
        Case{"too late, by who asks", {.leadTime = hours(25)}, kAsk, daily(1), {}, Declined},
        Case{"inside the window", {.window = days(2)}, kDirect, daily(1), {}, Accepted},
        Case{"the last instance is behind it", {.window = days(2)}, kDirect, daily(2), {}, Declined},
        Case{"an endless series is", {.window = days(30)}, kDirect, endless(), {}, Declined},
        Case{"an endless series without window", {}, kDirect, endless(), {}, Accepted},
        Case{"nothing left of it", {.longest = minutes(1), .leadTime = hours(9)}, kDirect, {}, {}, Accepted},
    };
    for (const auto& one : cases) {
        const auto answer =
            answerOf(one.policy, {.privilege = one.privilege, .wanted = one.wanted, .taken = one.taken, .now = kNow});
        EXPECT_EQ(answer.partStat, one.answer) << one.why << ": " << answer.reason;
        EXPECT_EQ(answer.declined, one.declined) << one.why;
        EXPECT_EQ(answer.reason.empty(), one.answer == Accepted) << one.why;
    }
    const auto wanted = daily(1);
    EXPECT_EQ(answerOf({}, {.privilege = kDelegate, .available = false, .wanted = wanted, .now = kNow}).partStat,
              Declined);
}

TEST(BookingPrivileges, OnesOwnEntryGoesBeforeHisGroupsAndTheseBeforeEverybody) {
    BookingPolicy policy{.everybody = BookingPrivilege::AskToBook};
    policy.entries = {{{.group = false, .id = 3}, BookingPrivilege::None},
                      {{.group = true, .id = 7}, BookingPrivilege::BookDirectly},
                      {{.group = true, .id = 8}, BookingPrivilege::Delegate}};
    const std::array both{GroupId{0}, GroupId{7}, GroupId{8}};
    EXPECT_EQ(privilegeOf(policy, UserId{3}, both), BookingPrivilege::None);
    EXPECT_EQ(privilegeOf(policy, UserId{4}, both), BookingPrivilege::Delegate);
    EXPECT_EQ(privilegeOf(policy, UserId{4}, std::array{GroupId{7}}), BookingPrivilege::BookDirectly);
    EXPECT_EQ(privilegeOf(policy, UserId{4}, {}), BookingPrivilege::AskToBook);
}

TEST(BookingPolicies, AreReadAsTheyWereWritten) {
    BookingPolicy policy{.everybody = BookingPrivilege::None,
                         .conflicts = true,
                         .conflictPercent = 10,
                         .conflictInstances = 3,
                         .window = days(180),
                         .longest = minutes(240),
                         .leadTime = minutes(30),
                         .recurring = false};
    setHolders(policy, BookingPrivilege::Delegate, {{.group = false, .id = 3}, {.group = true, .id = 5}});
    setHolders(policy, BookingPrivilege::AskToBook, {{.group = true, .id = 6}});
    EXPECT_EQ(principals::bookingPolicyOf(textOf(policy)), policy);
    EXPECT_EQ(textOf(BookingPolicy{}), "");
    EXPECT_EQ(principals::bookingPolicyOf(""), BookingPolicy{});
    EXPECT_EQ(principals::bookingPolicyOf("later 5\nuser x delegate\nuser 3 emperor\nwindow 2\n"),
              (BookingPolicy{.window = days(2)}));
    setHolders(policy, BookingPrivilege::Delegate, {{.group = true, .id = 6}});
    EXPECT_EQ(holdersOf(policy, BookingPrivilege::Delegate),
              (std::vector<principals::BookingPrincipal>{{.group = true, .id = 6}}));
    EXPECT_TRUE(holdersOf(policy, BookingPrivilege::AskToBook).empty()) << "one privilege for each";
}

}  // namespace
}  // namespace groupware::calendar

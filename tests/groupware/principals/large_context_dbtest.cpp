#include "dbpool/routing/request_counters.h"
#include "groupware/principals/options.h"
#include "groupware/principals/service/group_directory.h"
#include "groupware/principals/service/user_directory.h"
#include "tests/groupware/principals/principals_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace groupware::principals {
namespace {

using test::person;

/// A context with 2,000 members.
class LargeContextTest : public test::PrincipalsTest {
protected:
    static constexpr std::int64_t kMembers = 2'000;

    LargeContextTest() {
        constexpr std::int64_t kAtOnce = 100;
        for (std::int64_t made = 1; made < kMembers;) {
            const auto end = std::min(made + kAtOnce, kMembers);
            database().write(kContext, [&](dbpool::WriteTransaction& tx) {
                for (std::int64_t number = made; number < end; ++number) {
                    (void)addUser(tx, person("member" + std::to_string(number)));
                }
            });
            made = end;
        }
        caller_.context = kContext;
        caller_.user = UserId{3};
        caller_.modules = {"editgroup"};
    }

    template <class Use>
    static std::uint64_t statementsOf(const Use& use) {
        dbpool::RequestCounters counters;
        const dbpool::CountingScope scope(counters);
        use();
        return counters.statements;
    }

    Caller caller_;
    ConfigurationSource configuration_{Configuration(options())};
    UserDirectory users_{database(), configuration_};
    GroupDirectory groups_{database(), [](dbpool::WriteTransaction&, GroupId) { return true; }, configuration_};
};

TEST_F(LargeContextTest, ListsAndGroupsCostFewStatements) {
    std::vector<UserId> everybody(kMembers);
    std::int64_t next = kContextAdmin.value;
    for (auto& user : everybody) user = UserId{next++};

    EXPECT_EQ(statementsOf([&] { EXPECT_EQ(users_.all(caller_).users.size(), kMembers); }), 4U);
    EXPECT_EQ(statementsOf([&] { EXPECT_EQ(users_.search(caller_, "member17").users.size(), 111U); }), 4U);
    EXPECT_EQ(statementsOf([&] { EXPECT_EQ(users_.get(caller_, UserId{1'000}).groups.size(), 2U); }), 2U);
    EXPECT_EQ(statementsOf([&] { EXPECT_EQ(groups_.get(caller_, kAllUsers).members.size(), kMembers); }), 2U);

    // Members are checked and added 500 at a time.
    GroupId choir{};
    EXPECT_EQ(statementsOf([&] {
                  choir =
                      groups_.create(caller_, {.name = "choir", .displayName = "Choir", .members = everybody}).group;
              }),
              17U);
    EXPECT_EQ(groups_.get(caller_, choir).members, everybody);
    const auto before = groups_.all(caller_).seq;
    EXPECT_EQ(statementsOf([&] { groups_.change(caller_, choir, {.removeMembers = {UserId{77}}}, {}); }), 10U);
    EXPECT_EQ(statementsOf([&] {
                  const auto updates = groups_.updates(caller_, before);
                  ASSERT_EQ(updates.changed.size(), 1U);
                  EXPECT_EQ(updates.changed.front().members.size(), kMembers - 1);
              }),
              4U);
    const auto known = users_.get(caller_, caller_.user).user.seq;
    EXPECT_EQ(statementsOf([&] { users_.update(caller_, caller_.user, {.company = "Choir"}, {}, known); }), 11U);
}

}  // namespace
}  // namespace groupware::principals

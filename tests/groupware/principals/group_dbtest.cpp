#include "dbpool/routing/request_counters.h"
#include "groupware/principals/options.h"
#include "groupware/principals/service/group_directory.h"
#include "groupware/principals/service/group_provisioning.h"
#include "tests/groupware/principals/principals_fixture.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace groupware::principals {
namespace {

using ::test::codeOf;
using test::person;

class GroupTest : public test::PrincipalsTest {
protected:
    GroupTest() : anton_(add(person("anton"))), berta_(add(person("berta"))), carl_(add(person("carl"))) {}

    static Caller editor(bool mayEdit = true) {
        Caller caller;
        caller.context = kContext;
        caller.user = UserId{3};
        if (mayEdit) caller.modules = {"editgroup"};
        return caller;
    }
    GroupId make(const std::string& name, const std::vector<UserId>& members = {}) {
        return directory_.create(editor(), {.name = name, .displayName = "The " + name, .members = members}).group;
    }
    Group get(GroupId group) { return directory_.get(editor(), group); }
    Seq now() {
        auto session = database().read(kContext, Freshness::strict());
        return session.seq();
    }
    template <class Id>
    static std::vector<std::int64_t> ids(const std::vector<Id>& things) {
        std::vector<std::int64_t> numbers;
        for (const auto& thing : things) numbers.push_back(thing.id.value);
        return numbers;
    }

    UserId anton_;
    UserId berta_;
    UserId carl_;
    std::vector<GroupId> left_;  // what the directory told the others
    ConfigurationSource configuration_{Configuration(options(), {{"principals.groups", "6"}})};
    GroupDirectory directory_{database(),
                              [this](dbpool::WriteTransaction& /*tx*/, GroupId group) {
                                  left_.push_back(group);
                                  return left_.size() >= 2;  // one step is not enough
                              },
                              configuration_};
};

TEST_F(GroupTest, AGroupComesBackAsItWasGivenAndChangesByParts) {
    const auto sales = make("sales", {carl_, anton_, anton_});
    EXPECT_EQ(sales, kFirstGroup);
    EXPECT_EQ(get(sales).name, "sales");
    EXPECT_EQ(get(sales).displayName, "The sales");
    EXPECT_EQ(get(sales).members, (std::vector<UserId>{anton_, carl_}));
    EXPECT_EQ(get(sales).seq, get(sales).createdSeq);

    directory_.change(editor(), sales, {.addMembers = {berta_}, .removeMembers = {anton_}}, {});
    EXPECT_EQ(get(sales).members, (std::vector<UserId>{berta_, carl_}));
    EXPECT_EQ(get(sales).displayName, "The sales");
    EXPECT_GT(get(sales).seq, get(sales).createdSeq);

    directory_.change(editor(), sales, {.name = "Sales 2", .members = std::vector<UserId>{carl_, anton_}}, {});
    EXPECT_EQ(get(sales).members, (std::vector<UserId>{anton_, carl_}));
    EXPECT_EQ(get(sales).name, "Sales 2");
    directory_.change(editor(), sales, {.members = std::vector<UserId>{}}, {});
    EXPECT_TRUE(get(sales).members.empty());
}

TEST_F(GroupTest, MembershipCountsForTheMember) {
    const auto sales = make("sales", {anton_});
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(GroupReader(session).groupsOf(anton_), (std::vector<GroupId>{kAllUsers, kStandardGroup, sales}));
    EXPECT_EQ(GroupReader(session).groupsOf(berta_), (std::vector<GroupId>{kAllUsers, kStandardGroup}));
}

TEST_F(GroupTest, NamesAreUniqueAndMembersExist) {
    const auto sales = make("sales");
    const auto other = make("other");
    EXPECT_EQ(codeOf([&] { make("SALES"); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { directory_.change(editor(), other, {.name = "Sales"}, {}); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { make("ghosts", {UserId{99}}); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { directory_.change(editor(), sales, {.addMembers = {UserId{99}}}, {}); }),
              ErrorCode::BadRequest);
    for (const char* name : {"", " sales", "a/b", "m\xC3\xBCnchen"}) {
        EXPECT_EQ(codeOf([&] { make(name); }), ErrorCode::BadRequest) << name;
    }
    EXPECT_EQ(codeOf([&] { get(GroupId{99}); }), ErrorCode::NotFound);
    EXPECT_TRUE(get(sales).members.empty()) << "a refused change leaves nothing behind";
}

TEST_F(GroupTest, TheFixedGroupsStay) {
    for (const auto group : {kAllUsers, kStandardGroup}) {
        EXPECT_EQ(codeOf([&] { directory_.remove(editor(), group, {}); }), ErrorCode::Forbidden);
        EXPECT_EQ(codeOf([&] { directory_.change(editor(), group, {.name = "x"}, {}); }), ErrorCode::Forbidden);
    }
    EXPECT_EQ(codeOf([&] { directory_.change(editor(), kAllUsers, {.removeMembers = {anton_}}, {}); }),
              ErrorCode::Forbidden);
    directory_.change(editor(), kStandardGroup, {.removeMembers = {anton_}}, {});
    EXPECT_EQ(get(kStandardGroup).members, (std::vector<UserId>{kContextAdmin, berta_, carl_}));
    EXPECT_EQ(get(kAllUsers).members, (std::vector<UserId>{kContextAdmin, anton_, berta_, carl_}));
    EXPECT_TRUE(left_.empty());
}

TEST_F(GroupTest, ARemovedGroupLeavesWhateverNamesItFirst) {
    const auto sales = make("sales", {anton_});
    directory_.remove(editor(), sales, {});
    EXPECT_EQ(left_, (std::vector<GroupId>{sales, sales})) << "as many transactions as it takes";
    EXPECT_EQ(codeOf([&] { get(sales); }), ErrorCode::NotFound);
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(GroupReader(session).groupsOf(anton_), (std::vector<GroupId>{kAllUsers, kStandardGroup}));
    EXPECT_EQ(codeOf([&] { directory_.remove(editor(), sales, {}); }), ErrorCode::NotFound);
    EXPECT_GT(make("sales"), sales) << "ids are not used again";
}

TEST_F(GroupTest, OnlyEditorsWrite) {
    const auto sales = make("sales");
    const auto nobody = editor(false);
    EXPECT_EQ(codeOf([&] { directory_.create(nobody, {.name = "x", .displayName = "x"}); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { directory_.change(nobody, sales, {.name = "x"}, {}); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { directory_.remove(nobody, sales, {}); }), ErrorCode::Forbidden);
    EXPECT_EQ(directory_.get(nobody, sales).name, "sales");
}

TEST_F(GroupTest, ALaterChangeIsNotUndone) {
    const auto sales = make("sales");
    const auto seen = get(sales).seq;
    directory_.change(editor(), sales, {.name = "first"}, seen);
    EXPECT_EQ(codeOf([&] { directory_.change(editor(), sales, {.name = "second"}, seen); }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(codeOf([&] { directory_.remove(editor(), sales, seen); }), ErrorCode::PreconditionFailed);
    EXPECT_EQ(get(sales).name, "first");
}

TEST_F(GroupTest, TheNumberOfGroupsIsLimited) {
    for (const char* name : {"a", "b", "c", "d"}) make(name);  // with the two that every context has: six
    EXPECT_EQ(codeOf([&] { make("e"); }), ErrorCode::TooLarge);
}

TEST_F(GroupTest, UpdatesNameEverythingOnce) {
    const auto sales = make("sales");
    const auto doomed = make("doomed");
    const auto quiet = make("quiet");
    const auto since = now();
    directory_.change(editor(), sales, {.addMembers = {berta_}}, {});
    directory_.remove(editor(), doomed, {});
    const auto fresh = make("fresh");
    const auto dora = add(person("dora"));

    const auto updates = directory_.updates(editor(), since);
    EXPECT_EQ(ids(updates.created), std::vector<std::int64_t>{fresh.value});
    EXPECT_EQ(ids(updates.changed), (std::vector<std::int64_t>{kAllUsers.value, kStandardGroup.value, sales.value}));
    EXPECT_EQ(updates.removed, std::vector<GroupId>{doomed});
    EXPECT_EQ(updates.changed[2].members, std::vector<UserId>{berta_});
    EXPECT_TRUE(std::binary_search(updates.changed[0].members.begin(), updates.changed[0].members.end(), dora));
    EXPECT_EQ(updates.seq, now());
    EXPECT_EQ(get(quiet).name, "quiet");

    const auto none = directory_.updates(editor(), updates.seq);
    EXPECT_TRUE(none.created.empty() && none.changed.empty() && none.removed.empty());
    database().write(kContext, [&](dbpool::WriteTransaction& tx) { removeUser(tx, dora); });
    EXPECT_EQ(ids(directory_.updates(editor(), none.seq).changed),
              (std::vector<std::int64_t>{kAllUsers.value, kStandardGroup.value}));
}

TEST_F(GroupTest, ListsCostTheSameStatementsForAnyNumberOfGroupsAndMembers) {
    const auto statementsOf = [&](const auto& action) {
        dbpool::RequestCounters counters;
        const dbpool::CountingScope scope(counters);
        action();
        return counters.statements;
    };
    const auto caller = [&] {
        auto someone = editor();
        someone.freshness = Freshness::atLeast(database().write(kContext, [](dbpool::WriteTransaction& /*tx*/) {}));
        return someone;
    };
    make("sales", {anton_});
    const auto few = caller();
    EXPECT_EQ(statementsOf([&] { (void)directory_.all(few); }), 3U);
    EXPECT_EQ(statementsOf([&] { (void)directory_.get(few, kFirstGroup); }), 2U);
    make("more", {anton_, berta_, carl_});
    make("yet more", {berta_, carl_});
    const auto many = caller();
    EXPECT_EQ(statementsOf([&] { EXPECT_EQ(directory_.all(many).groups.size(), 5U); }), 3U);
    EXPECT_EQ(statementsOf([&] { (void)directory_.search(many, "more"); }), 2U);
}

TEST_F(GroupTest, SearchLooksAtBothNames) {
    make("sales");
    make("more_sales");
    const auto namesOf = [&](std::string_view text) {
        std::vector<std::string> names;
        for (const auto& group : directory_.search(editor(), text).groups) names.push_back(group.name);
        return names;
    };
    EXPECT_EQ(namesOf("SALES"), (std::vector<std::string>{"sales", "more_sales"}));
    EXPECT_EQ(namesOf("e_s"), std::vector<std::string>{"more_sales"});
    EXPECT_EQ(namesOf("The more"), std::vector<std::string>{"more_sales"});
    EXPECT_EQ(namesOf("%"), std::vector<std::string>{});
}

TEST_F(GroupTest, AGroupOfThousandsIsFilledAndEmptied) {
    std::vector<UserId> all;
    for (int i = 0; i < 600; ++i) all.push_back(add(person("user" + std::to_string(i))));
    const auto big = make("big", all);
    EXPECT_EQ(get(big).members, all);
    directory_.change(editor(), big, {.members = std::vector<UserId>{anton_}}, {});
    EXPECT_EQ(get(big).members, std::vector<UserId>{anton_});
}

}  // namespace
}  // namespace groupware::principals

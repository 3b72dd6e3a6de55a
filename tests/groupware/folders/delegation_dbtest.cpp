#include "groupware/folders/service/delegation_service.h"
#include "tests/groupware/folders/folders_fixture.h"
#include "tests/support/statement_counter.h"

#include <functional>

namespace groupware::folders {
namespace {

using Level = DelegationLevel;

class DelegationTest : public FolderTest {
protected:
    Seq let(UserId owner, const Grantee& grantee, Level level) {
        return delegation_.set(as(owner), {grantee, level}).seq;
    }
    Seq stop(UserId owner, const Grantee& grantee) { return delegation_.remove(as(owner), std::span(&grantee, 1)).seq; }
    [[nodiscard]] bool may(UserId user, FolderId folder, Permission permission) {
        auto session = database().read(kContext, Freshness::strict());
        try {
            (void)FolderAccess().require(session, as(user), folder, permission);
            return true;
        } catch (const Error&) {
            return false;
        }
    }
    [[nodiscard]] std::vector<FolderId> changedBelowShared(UserId user, Seq since) {
        std::vector<FolderId> ids;
        for (const auto& entry : service_.updates(as(user), kShared, since, {}).changed) ids.push_back(entry.folder.id);
        return ids;
    }
    [[nodiscard]] bool removedBelowShared(UserId user, Seq since, FolderId folder) {
        const auto removed = service_.updates(as(user), kShared, since, {}).removed;
        return std::find(removed.begin(), removed.end(), folder) != removed.end();
    }
    [[nodiscard]] ::test::StatementFigure statements(const std::function<void()>& action) const {
        return counter_.statements(action);
    }

    DelegationService delegation_{database(), {.delegates = 3}};
    const ::test::StatementCounter counter_{::test::sharedServer(), installation().location().schema};
};

TEST_F(DelegationTest, LevelsOfDelegatesInPrivateFolders) {
    using P = Permission;
    const auto own = calendarOf(kAlice);
    const auto below = make(kAlice, own, "Below", kCalendarModule);
    EXPECT_FALSE(sees(kBob, own));
    let(kAlice, Grantee::of(kBob), Level::Read);
    for (const auto folder : {own, below}) {
        EXPECT_TRUE(may(kBob, folder, P::ReadAll));
        for (const auto more : {P::CreateObjects, P::CreateSubfolders, P::WriteOwn, P::DeleteOwn, P::Admin}) {
            EXPECT_FALSE(may(kBob, folder, more)) << static_cast<int>(more);
        }
    }
    let(kAlice, Grantee::of(kBob), Level::Write);
    for (const auto folder : {own, below}) {
        for (const auto more : {P::ReadAll, P::CreateObjects, P::CreateSubfolders, P::WriteAll, P::DeleteAll}) {
            EXPECT_TRUE(may(kBob, folder, more)) << static_cast<int>(more);
        }
        EXPECT_FALSE(may(kBob, folder, P::Admin));
        EXPECT_FALSE(may(kCarol, folder, P::SeeFolder));
    }
    EXPECT_EQ(namesBelow(kBob, kShared), (Names{"Calendar", "Contacts", "Tasks"}));
    EXPECT_EQ(namesBelow(kBob, own), Names{"Below"});
    EXPECT_TRUE(view(kBob, own).subfolders);
    EXPECT_EQ(view(kBob, own).folder.type, FolderType::Shared);
    stop(kAlice, Grantee::of(kBob));
    EXPECT_FALSE(sees(kBob, own));
    EXPECT_TRUE(sees(kAlice, own));
}

TEST_F(DelegationTest, OnlyPrivateFoldersAreMeant) {
    let(kAlice, Grantee::of(kBob), Level::Write);
    EXPECT_FALSE(sees(kBob, filesOf(kAlice)));
    EXPECT_FALSE(sees(kBob, trashOf(kAlice)));
    const auto inPublic = make(kAlice, kPublic, "Alice's public", kCalendarModule);
    EXPECT_FALSE(sees(kBob, inPublic));
}

TEST_F(DelegationTest, AFolderMadeLaterIsMeantToo) {
    let(kAlice, Grantee::of(kBob), Level::Read);
    EXPECT_TRUE(sees(kBob, make(kAlice, kPrivate, "Later", kCalendarModule)));
}

TEST_F(DelegationTest, MembersOfAGroupActForItsOwner) {
    let(kAlice, Grantee::of(kSales), Level::Write);
    EXPECT_TRUE(may(kBob, calendarOf(kAlice), Permission::WriteAll));
    EXPECT_FALSE(sees(kCarol, calendarOf(kAlice)));
    // Membership counts as the request brings it.
    auto carol = as(kCarol);
    carol.groups.push_back(kSales);
    EXPECT_EQ(service_.get(carol, calendarOf(kAlice), {}).folders.front().rights, kAuthorRights);
}

TEST_F(DelegationTest, TheHighestOfDelegationAndShareCounts) {
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kBob), {.folder = 1, .read = 1, .write = 1}}});
    let(kAlice, Grantee::of(kBob), Level::Read);
    EXPECT_EQ(view(kBob, calendarOf(kAlice)).rights, (Rights{.folder = 1, .read = 2, .write = 1}));
    // Who administers sees the folder's own entries; delegates are no part of them.
    EXPECT_EQ(view(kAlice, calendarOf(kAlice)).grants.size(), 2U);
}

TEST_F(DelegationTest, AWriteDelegateMakesFoldersForTheOwnerAndSharesNothing) {
    let(kAlice, Grantee::of(kBob), Level::Write);
    const auto made = make(kBob, calendarOf(kAlice), "By Bob", kCalendarModule);
    const auto seen = view(kAlice, made);
    EXPECT_EQ(seen.folder.owner, kAlice);
    EXPECT_EQ(seen.folder.createdBy, kBob);
    EXPECT_TRUE(seen.rights.admin);
    const std::vector<Grant> shared{{Grantee::of(kAlice), kOwnerRights}, {Grantee::of(kCarol), kViewerRights}};
    EXPECT_EQ(codeOf([&] {
                  service_.create(as(kBob), {.parent = calendarOf(kAlice),
                                             .name = "For Carol",
                                             .module = std::string(kCalendarModule),
                                             .grants = shared});
              }),
              ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { share(kBob, made, {}); }), ErrorCode::Forbidden);
}

TEST_F(DelegationTest, UpdatesOfTheDelegateNameTheChange) {
    const auto start = let(kCarol, Grantee::of(kAlice), Level::Read);
    const auto given = let(kAlice, Grantee::of(kBob), Level::Read);
    EXPECT_EQ(changedBelowShared(kBob, start).size(), 3U);
    EXPECT_TRUE(changedBelowShared(kBob, given).empty());
    stop(kAlice, Grantee::of(kBob));
    EXPECT_TRUE(changedBelowShared(kBob, given).empty());
    EXPECT_TRUE(removedBelowShared(kBob, given, calendarOf(kAlice)));
}

TEST_F(DelegationTest, ListsSayWhoActsForWhom) {
    let(kAlice, Grantee::of(kSales), Level::Read);
    let(kAlice, Grantee::of(kCarol), Level::Write);
    const Delegate carol{Grantee::of(kCarol), Level::Write};
    const Delegate sales{Grantee::of(kSales), Level::Read};
    EXPECT_EQ(delegation_.delegates(as(kAlice)), (std::vector<Delegate>{carol, sales}));
    EXPECT_EQ(delegation_.mandates(as(kCarol)), (std::vector<Mandate>{{kAlice, carol}}));
    EXPECT_EQ(delegation_.mandates(as(kBob)), (std::vector<Mandate>{{kAlice, sales}}));
    EXPECT_TRUE(delegation_.mandates(as(kAlice)).empty());
    EXPECT_TRUE(delegation_.delegates(as(kBob)).empty());
    let(kBob, Grantee::of(kSales), Level::Read);
    EXPECT_EQ(delegation_.mandates(as(kBob)).size(), 1U) << "for himself he needs no mandate";
}

TEST_F(DelegationTest, RefusesWhoIsNotThereOneselfAndTooMany) {
    const auto refused = [&](const Grantee& grantee) { return codeOf([&] { let(kAlice, grantee, Level::Read); }); };
    EXPECT_EQ(refused(Grantee::of(UserId{99})), ErrorCode::BadRequest);
    EXPECT_EQ(refused(Grantee::of(GroupId{99})), ErrorCode::BadRequest);
    EXPECT_EQ(refused(Grantee::of(kAlice)), ErrorCode::BadRequest);
    let(kAlice, Grantee::of(kAdmin), Level::Read);
    let(kAlice, Grantee::of(kBob), Level::Read);
    let(kAlice, Grantee::of(kCarol), Level::Read);
    EXPECT_EQ(refused(Grantee::of(kSales)), ErrorCode::BadRequest);
    let(kAlice, Grantee::of(kCarol), Level::Write);  // a change of one is no further one
}

TEST_F(DelegationTest, NeedsTheModuleForSharedFoldersOnBothSides) {
    auto alice = as(kAlice);
    std::erase(alice.modules, "readcreatesharedfolders");
    EXPECT_EQ(codeOf([&] { delegation_.set(alice, {Grantee::of(kBob), Level::Read}); }), ErrorCode::Forbidden);
    let(kAlice, Grantee::of(kBob), Level::Write);
    auto bob = as(kBob);
    std::erase(bob.modules, "readcreatesharedfolders");
    EXPECT_EQ(codeOf([&] { (void)service_.get(bob, calendarOf(kAlice), {}); }), ErrorCode::NotFound);
}

TEST_F(DelegationTest, WhoLeavesActsForNobodyAndNobodyForHim) {
    let(kAlice, Grantee::of(kBob), Level::Read);
    let(kBob, Grantee::of(kCarol), Level::Read);
    let(kCarol, Grantee::of(kSales), Level::Read);
    bool done = false;
    while (!done) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            done = removeUserFolders(tx, kBob, kAdmin, contents_);
            tx.record(sync::change(sync::Kind::User, sync::Verb::Removed, {}, kBob.value));
        });
    }
    EXPECT_TRUE(delegation_.delegates(as(kAlice)).empty());
    EXPECT_TRUE(delegation_.mandates(as(kCarol)).empty());
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        EXPECT_TRUE(removeGroupPermissions(tx, kSales, kAdmin));
        tx.record(sync::change(sync::Kind::Group, sync::Verb::Removed, {}, kSales.value));
    });
    EXPECT_TRUE(delegation_.delegates(as(kCarol)).empty());
}

TEST_F(DelegationTest, OtherContextsSeeNothing) {
    let(kAlice, Grantee::of(kBob), Level::Write);
    const auto there = standard(kAlice, StandardFolder::Calendar, kCalendarModule, kOther);
    EXPECT_EQ(codeOf([&] { (void)service_.get(as(kBob, kOther), there, {}); }), ErrorCode::NotFound);
}

/// Delegations are found by the statement that checks permissions: nothing costs a statement more.
TEST_F(DelegationTest, CostsNoStatementOfItsOwn) {
    const auto calendar = calendarOf(kAlice);
    share(kAlice, calendar, {{Grantee::of(kCarol), kViewerRights}});
    let(kAlice, Grantee::of(kBob), Level::Read);
    const auto bob = as(kBob);
    const auto carol = as(kCarol);
    for (const auto& caller : {bob, carol}) {  // prepares them
        (void)service_.get(caller, calendar, {});
        (void)service_.list(caller, kShared, {});
    }
    const auto byShare = statements([&] { (void)service_.get(carol, calendar, {}); });
    EXPECT_EQ(statements([&] { (void)service_.get(bob, calendar, {}); }), byShare);
    const auto list = statements([&] { (void)service_.list(carol, kShared, {}); });
    EXPECT_EQ(statements([&] { (void)service_.list(bob, kShared, {}); }), list);
}

}  // namespace
}  // namespace groupware::folders

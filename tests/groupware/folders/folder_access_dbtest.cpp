#include "tests/groupware/folders/folders_fixture.h"
#include "tests/support/statement_counter.h"

namespace groupware::folders {
namespace {

class FolderAccessTest : public FolderTest {
protected:
    /// What `require` says: "yes", "forbidden" or "hidden".
    std::string ask(const Caller& caller, FolderId folder, Permission permission) {
        auto session = database().read(caller.context, caller.freshness);
        try {
            (void)FolderAccess().require(session, caller, folder, permission);
            return "yes";
        } catch (const Error& error) {
            return error.code() == ErrorCode::NotFound    ? "hidden"
                   : error.code() == ErrorCode::Forbidden ? "forbidden"
                                                          : error.what();
        }
    }
};

TEST_F(FolderAccessTest, LevelsAndPermissionsForUserGroupStrangerAndAdmin) {
    using P = Permission;
    const auto folder = make(kAlice, filesOf(kAlice), "matrix");
    const std::vector<P> all{P::SeeFolder, P::CreateObjects, P::CreateSubfolders, P::ReadOwn,   P::ReadAll,
                             P::WriteOwn,  P::WriteAll,      P::DeleteOwn,        P::DeleteAll, P::Admin};
    const std::vector<Rights> levels{{},
                                     {.folder = 1},
                                     {.folder = 2, .read = 1},
                                     {.folder = 4, .read = 2, .write = 1},
                                     {.folder = 64, .read = 64, .write = 2, .remove = 1},
                                     {.folder = 1, .read = 2, .write = 64, .remove = 2},
                                     {.folder = 1, .remove = 64},
                                     kViewerRights,
                                     kReviewerRights,
                                     kAuthorRights,
                                     kAdministratorRights,
                                     kOwnerRights,
                                     // Without the right to see the folder, no other right shows it.
                                     {.folder = 0, .read = 2, .write = 2, .remove = 2}};
    for (const auto& rights : levels) {
        for (const auto& grantee : {Grantee::of(kBob), Grantee::of(kSales)}) {
            share(kAlice, folder, {{grantee, rights}});
            for (const auto permission : all) {
                const std::string expected = rights.folder == 0          ? "hidden"
                                             : rights.allows(permission) ? "yes"
                                                                         : "forbidden";
                EXPECT_EQ(ask(as(kBob), folder, permission), expected) << rights.bits() << " group " << grantee.group;
                EXPECT_EQ(ask(as(kAlice), folder, permission), "yes");
                EXPECT_EQ(ask(as(kCarol), folder, permission), "hidden");
                EXPECT_EQ(ask(as(kAdmin), folder, permission), "hidden");
            }
        }
    }
}

TEST_F(FolderAccessTest, AUserHasTheHighestLevelsOfAllHisEntries) {
    const auto folder = make(kAlice, filesOf(kAlice), "several");
    share(kAlice, folder,
          {{Grantee::of(kBob), {.folder = 1}},
           {Grantee::of(kSales), {.folder = 0, .read = 2}},
           {Grantee::of(kAllUsers), {.folder = 0, .write = 1}}});
    auto session = database().read(kContext, Freshness::strict());
    const auto found = FolderAccess().require(session, as(kBob), folder, Permission::ReadAll);
    EXPECT_EQ(found.rights, (Rights{.folder = 1, .read = 2, .write = 1}));
    EXPECT_EQ(found.folder.name, "several");
    EXPECT_EQ(found.folder.owner, kAlice);
}

TEST_F(FolderAccessTest, MembersOfManyGroupsAreCheckedToo) {
    const auto folder = make(kAlice, filesOf(kAlice), "many groups");
    addGroup({1700});
    share(kAlice, folder, {{Grantee::of(GroupId{1700}), kViewerRights}});
    auto caller = as(kCarol);
    for (std::int64_t group = 100; group < 1701; ++group) caller.groups.push_back({group});
    EXPECT_EQ(ask(caller, folder, Permission::ReadAll), "yes");
    caller.groups.pop_back();
    EXPECT_EQ(ask(caller, folder, Permission::ReadAll), "hidden");
}

TEST_F(FolderAccessTest, AGroupIsNotTheUserOfTheSameNumber) {
    const auto folder = make(kAlice, filesOf(kAlice), "numbers");
    addGroup({kCarol.value});
    share(kAlice, folder, {{Grantee::of(GroupId{kCarol.value}), kViewerRights}});
    EXPECT_EQ(ask(as(kCarol), folder, Permission::SeeFolder), "hidden");
}

TEST_F(FolderAccessTest, AModuleThatIsNotGrantedIsForbidden) {
    auto caller = as(kAlice);
    caller.modules = {"calendar"};
    EXPECT_EQ(ask(caller, filesOf(kAlice), Permission::SeeFolder), "forbidden");
    EXPECT_EQ(ask(caller, calendarOf(kAlice), Permission::Admin), "yes");
}

TEST_F(FolderAccessTest, AFolderOfAnotherModuleIsNotFound) {
    auto session = database().read(kContext, Freshness::strict());
    const FolderAccess access;
    EXPECT_EQ(codeOf([&] {
                  (void)access.require(session, as(kAlice), calendarOf(kAlice), Permission::SeeFolder,
                                       kInfostoreModule);
              }),
              ErrorCode::NotFound);
}

TEST_F(FolderAccessTest, OneStatementAnswers) {
    const auto folder = filesOf(kAlice);
    auto session = database().read(kContext, Freshness::strict());
    (void)FolderAccess().require(session, as(kAlice), folder, Permission::ReadAll);  // prepares it
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    const auto asked =
        counter.statements([&] { (void)FolderAccess().require(session, as(kAlice), folder, Permission::ReadAll); });
    EXPECT_EQ(asked, 1);
}

TEST_F(FolderAccessTest, ReadableNamesTheFoldersWhereObjectsCanBeRead) {
    const auto readable = make(kAlice, filesOf(kAlice), "readable");
    const auto seen = make(kAlice, filesOf(kAlice), "only seen");
    share(kAlice, readable, {{Grantee::of(kBob), {.folder = 1, .read = 1}}});
    share(kAlice, seen, {{Grantee::of(kBob), {.folder = 2}}});
    auto session = database().read(kContext, Freshness::strict());
    std::vector<FolderId> ids;
    for (const auto& entry : FolderAccess().readable(session, as(kBob), kInfostoreModule)) {
        ids.push_back(entry.folder.id);
    }
    EXPECT_EQ(ids, (std::vector<FolderId>{filesOf(kBob), trashOf(kBob), readable}));
}

TEST_F(FolderAccessTest, AnotherContextsFolderWithTheSameIdIsAnother) {
    const auto mine = make(kAlice, filesOf(kAlice), "mine");
    const auto theirs = make(kAlice, filesOf(kAlice, kOther), "theirs", "", kOther);
    ASSERT_EQ(mine, theirs);
    EXPECT_EQ(view(kAlice, mine).folder.name, "mine");
    EXPECT_EQ(view(kAlice, mine, kOther).folder.name, "theirs");
    share(kAlice, mine, {{Grantee::of(kBob), kOwnerRights}});
    EXPECT_EQ(ask(as(kBob, kOther), theirs, Permission::SeeFolder), "hidden");
    service_.remove(as(kAlice), mine, true, {});
    EXPECT_EQ(view(kAlice, theirs, kOther).folder.name, "theirs");
    const auto others = service_.updates(as(kAlice, kOther), filesOf(kAlice, kOther), Seq{}, {});
    EXPECT_TRUE(others.removed.empty());
}

TEST_F(FolderAccessTest, TouchContentMovesTheCtagOnly) {
    const auto before = view(kAlice, filesOf(kAlice)).folder;
    const auto committed = database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        touchContent(tx, before.id);
        tx.record(sync::change(sync::Kind::Document, sync::Verb::Changed, before.id, 1));
    });
    const auto after = view(kAlice, filesOf(kAlice)).folder;
    EXPECT_EQ(after.contentChanged, committed.seq);
    EXPECT_EQ(after.changed, before.changed);
}

}  // namespace
}  // namespace groupware::folders

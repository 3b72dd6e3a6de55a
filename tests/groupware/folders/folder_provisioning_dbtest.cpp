#include "tests/groupware/folders/folders_fixture.h"

namespace groupware::folders {
namespace {

class FolderProvisioningTest : public FolderTest {
protected:
    /// @return how many transactions it took
    int leave(UserId user, UserId heir) {
        int steps = 0;
        for (bool done = false; !done; ++steps) {
            database().write(kContext, [&](dbpool::WriteTransaction& tx) {
                done = removeUserFolders(tx, user, heir, contents_);
                tx.record(sync::change(sync::Kind::User, sync::Verb::Removed, {}, user.value));
            });
        }
        return steps;
    }
};

TEST_F(FolderProvisioningTest, EveryUserSeesTheFixedFolders) {
    EXPECT_EQ(namesBelow(kAlice, kRoot), (Names{"infostore", "private", "public", "shared"}));
    EXPECT_EQ(namesBelow(kAlice, kInfostore), (Names{"public_infostore", "userstore"}));
    EXPECT_EQ(namesBelow(kAlice, kPublic), (Names{"Global address book"}));
    EXPECT_EQ(view(kAlice, kPublicInfostore).folder.module, "infostore");
    EXPECT_FALSE(sees(kAlice, kSystem));
    EXPECT_TRUE(view(kAdmin, kPublic).rights.admin);
    EXPECT_FALSE(view(kAlice, kPublic).rights.admin);
}

TEST_F(FolderProvisioningTest, EveryUserHasHisOwnDefaultFolders) {
    EXPECT_EQ(namesBelow(kAlice, kPrivate), (Names{"Calendar", "Contacts", "Tasks"}));
    EXPECT_EQ(namesBelow(kAlice, kUserInfostore), (Names{"Alice"}));
    EXPECT_EQ(namesBelow(kAlice, filesOf(kAlice)), (Names{"Trash"}));
    const auto calendar = view(kAlice, calendarOf(kAlice));
    EXPECT_EQ(calendar.folder.type, FolderType::Private);
    EXPECT_TRUE(calendar.folder.isDefault);
    EXPECT_EQ(calendar.rights, kOwnerRights);
    EXPECT_EQ(view(kAlice, trashOf(kAlice)).folder.type, FolderType::Trash);
    EXPECT_FALSE(sees(kBob, calendar.folder.id));
    EXPECT_NE(calendarOf(kAlice), calendarOf(kBob));
}

TEST_F(FolderProvisioningTest, OnlyGrantedModulesGetFoldersAndLaterOnesAreAdded) {
    constexpr UserId kDave{9};
    const auto provision = [&](const std::vector<std::string>& modules) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            createUserFolders(tx, kDave, "Dave", modules);
            tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, {}, kDave.value));
        });
    };
    provision({"calendar"});
    EXPECT_EQ(namesBelow(kDave, kPrivate), (Names{"Calendar"}));
    EXPECT_EQ(namesBelow(kDave, kUserInfostore), Names{});
    provision({"calendar", "tasks", "infostore", "webmail"});
    EXPECT_EQ(namesBelow(kDave, kPrivate), (Names{"Calendar", "Tasks"}));
    EXPECT_EQ(namesBelow(kDave, kUserInfostore), (Names{"Dave"}));
}

TEST_F(FolderProvisioningTest, ADisplayNameThatIsTakenOrNoNameStillGivesAFolder) {
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        const std::vector<std::string> modules{"infostore"};
        createUserFolders(tx, {10}, "Alice", modules);
        createUserFolders(tx, {11}, "a/b", modules);
        createUserFolders(tx, {12}, std::string(600, 'x'), modules);
    });
    EXPECT_EQ(view({10}, filesOf({10})).folder.name, "Alice (" + std::to_string(filesOf({10}).value) + ")");
    EXPECT_EQ(view({11}, filesOf({11})).folder.name, "User 11");
    EXPECT_EQ(view({12}, filesOf({12})).folder.name, "User 12");
}

TEST_F(FolderProvisioningTest, ALeavingUsersPrivateThingsGoAndPublicOnesFallToTheHeir) {
    const auto files = filesOf(kBob);
    const auto inside = make(kBob, files, "inside");
    addNotes(inside, 3);
    addNotes(files, 2);
    const auto sub = make(kBob, calendarOf(kBob), "sub");
    const auto open = make(kBob, kPublicInfostore, "open");
    addNotes(open, 1);
    const auto shared = make(kAlice, filesOf(kAlice), "shared");
    share(kAlice, shared, {{Grantee::of(kBob), kViewerRights}});
    const auto before = view(kAlice, shared).folder.changed;

    EXPECT_EQ(leave(kBob, kCarol), 1);

    auto session = database().read(kContext, Freshness::strict());
    EXPECT_TRUE(FolderReader(session).ownedBy(kBob).empty());
    EXPECT_TRUE(FolderReader(session).grantedTo(Grantee::of(kBob)).empty());
    for (const auto gone : {files, inside, sub}) EXPECT_FALSE(FolderReader(session).find(gone).has_value());
    EXPECT_EQ(notesIn(inside) + notesIn(files), 0);
    EXPECT_EQ(view(kCarol, open).rights, kOwnerRights);
    EXPECT_EQ(view(kCarol, open).folder.owner, kCarol);
    EXPECT_EQ(notesIn(open), 1);
    EXPECT_GT(view(kAlice, shared).folder.changed, before);
    EXPECT_EQ(view(kAlice, shared).grants, (std::vector<Grant>{{Grantee::of(kAlice), kOwnerRights}}));
}

TEST_F(FolderProvisioningTest, ALeavingUserWithALotTakesSeveralShortTransactions) {
    const auto inside = make(kBob, filesOf(kBob), "inside");
    addNotes(inside, 2 * kLeavingStep);
    const auto open = make(kBob, kPublicInfostore, "open");
    notes_.bequests = kLeavingStep + 1;
    EXPECT_GE(leave(kBob, kCarol), 4);
    EXPECT_LE(notes_.largestBatch, kLeavingStep);
    EXPECT_EQ(notesIn(inside), 0);
    EXPECT_EQ(notes_.bequests, 0);
    EXPECT_EQ(view(kCarol, open).folder.owner, kCarol);
}

TEST_F(FolderProvisioningTest, ALeavingGroupIsTakenOutOfAllPermissions) {
    const auto seen = make(kAlice, filesOf(kAlice), "seen");
    const auto run = make(kAlice, kPublicInfostore, "run");
    share(kAlice, seen, {{Grantee::of(kSales), kViewerRights}});
    share(kAlice, run, {{Grantee::of(kSales), kAdministratorRights}});
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        FolderWriter(tx).setGrants(run, {{Grantee::of(kSales), kAdministratorRights}});
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, kPublicInfostore, run.value));
    });
    EXPECT_TRUE(sees(kBob, seen));
    const auto before = view(kBob, seen).folder.changed;

    database().write(kContext,
                     [&](dbpool::WriteTransaction& tx) { EXPECT_TRUE(removeGroupPermissions(tx, kSales, kAdmin)); });

    auto session = database().read(kContext, Freshness::strict());
    EXPECT_TRUE(FolderReader(session).grantedTo(Grantee::of(kSales)).empty());
    EXPECT_FALSE(sees(kBob, seen));
    EXPECT_GT(view(kAlice, seen).folder.changed, before);
    EXPECT_EQ(view(kAdmin, run).grants, (std::vector<Grant>{{Grantee::of(kAdmin), kOwnerRights}}))
        << "somebody is left to administer it";
}

}  // namespace
}  // namespace groupware::folders

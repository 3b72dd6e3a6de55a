#include "tests/groupware/folders/folders_fixture.h"

namespace groupware::folders {
namespace {

class FolderVerbsTest : public FolderTest {
protected:
    void addGrant(std::vector<Grant>& grants, UserId user, const Rights& rights) {
        grants.push_back({Grantee::of(user), rights});
    }
};

TEST_F(FolderVerbsTest, ANewFolderBelongsToItsCreatorAndInheritsTheParentsPermissions) {
    const auto parent = make(kAlice, filesOf(kAlice), "team");
    share(kAlice, parent, {{Grantee::of(kBob), kAuthorRights}, {Grantee::of(kSales), kViewerRights}});
    const auto child = view(kBob, make(kBob, parent, "drafts"));
    EXPECT_EQ(child.folder.module, "infostore");
    EXPECT_EQ(child.folder.type, FolderType::Public);
    EXPECT_EQ(child.folder.owner, kBob);
    EXPECT_EQ(child.folder.createdBy, kBob);
    EXPECT_EQ(child.folder.changed, child.folder.created);
    EXPECT_EQ(child.grants, (std::vector<Grant>{{Grantee::of(kAlice), kOwnerRights},
                                                {Grantee::of(kBob), kOwnerRights},
                                                {Grantee::of(kSales), kViewerRights}}));
}

TEST_F(FolderVerbsTest, CreatingNeedsThePermissionAndAVisibleParent) {
    const auto parent = make(kAlice, filesOf(kAlice), "team");
    EXPECT_EQ(codeOf([&] { make(kBob, parent, "x"); }), ErrorCode::NotFound);
    share(kAlice, parent, {{Grantee::of(kBob), {.folder = 2, .read = 2}}});
    EXPECT_EQ(codeOf([&] { make(kBob, parent, "x"); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { make(kBob, {99999}, "x"); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { make(kBob, kUserInfostore, "x"); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { make(kBob, kPrivate, "x", "mail"); }), ErrorCode::BadRequest);
}

TEST_F(FolderVerbsTest, AFolderInASharedCalendarBelongsToTheCalendarsOwner) {
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kBob), {.folder = 4, .read = 2}}});
    const auto made = make(kBob, calendarOf(kAlice), "made by bob");
    const auto seen = view(kAlice, made);
    EXPECT_EQ(seen.folder.owner, kAlice);
    EXPECT_EQ(seen.folder.createdBy, kBob);
    EXPECT_TRUE(seen.rights.admin);
    EXPECT_EQ(view(kBob, made).folder.type, FolderType::Shared);
}

TEST_F(FolderVerbsTest, ANameExistsOncePerParentAndModule) {
    const auto first = make(kAlice, kPublic, "Team", "calendar");
    EXPECT_EQ(codeOf([&] { make(kBob, kPublic, "Team", "calendar"); }), ErrorCode::Conflict);
    const auto other = make(kBob, kPublic, "team", "calendar");
    EXPECT_NE(first, other);
    EXPECT_EQ(codeOf([&] { rename(kBob, other, "Team"); }), ErrorCode::Conflict);
    EXPECT_EQ(view(kBob, other).folder.name, "team");
    // Private folders of two users share their parent only on paper.
    (void)make(kAlice, kPrivate, "Team", "calendar");
    (void)make(kBob, kPrivate, "Team", "calendar");
    EXPECT_EQ(codeOf([&] { make(kBob, kPrivate, "Team", "calendar"); }), ErrorCode::Conflict);
}

TEST_F(FolderVerbsTest, NobodyWhoDoesNotExistYetIsGivenAccess) {
    const auto folder = make(kAlice, filesOf(kAlice), "for the next one");
    const auto below = make(kAlice, folder, "below");
    const std::vector<Grantee> nobody{Grantee::of(UserId{6}), Grantee::of(UserId{999}), Grantee::of(GroupId{7})};
    for (const auto& grantee : nobody) {
        EXPECT_EQ(codeOf([&] { share(kAlice, folder, {{grantee, kViewerRights}}); }), ErrorCode::BadRequest);
        EXPECT_EQ(codeOf([&] { share(kAlice, folder, {{grantee, kViewerRights}}, true); }), ErrorCode::BadRequest);
        const std::vector<Grant> grants{{Grantee::of(kAlice), kOwnerRights}, {grantee, kViewerRights}};
        const NewFolder wanted{.parent = filesOf(kAlice), .name = "new", .module = {}, .grants = grants};
        EXPECT_EQ(codeOf([&] { (void)service_.create(as(kAlice), wanted); }), ErrorCode::BadRequest);
    }
    database().write(
        kContext, [](dbpool::WriteTransaction& tx) { EXPECT_EQ(principals::test::addPerson(tx, "Dave"), UserId{6}); });
    EXPECT_FALSE(sees({6}, folder));
    EXPECT_FALSE(sees({6}, below));
    EXPECT_EQ(namesBelow(kAlice, filesOf(kAlice)), (Names{"Trash", "for the next one"}));
    share(kAlice, folder, {{Grantee::of(UserId{6}), kViewerRights}, {Grantee::of(UserId{999}), {}}});
    EXPECT_TRUE(sees({6}, folder));
}

TEST_F(FolderVerbsTest, ARefusedPermissionNamesWhoIsMissing) {
    const auto folder = make(kAlice, filesOf(kAlice), "a");
    try {
        share(kAlice, folder, {{Grantee::of(GroupId{77}), kViewerRights}});
        FAIL() << "stored";
    } catch (const Error& error) {
        EXPECT_EQ(error.publicText(), "Permissions: the group 77 does not exist.");
    }
}

TEST_F(FolderVerbsTest, RenamingChangesNameTimeAndEditor) {
    const auto folder = make(kAlice, filesOf(kAlice), "old");
    share(kAlice, folder, {{Grantee::of(kBob), kAdministratorRights}});
    const auto before = view(kAlice, folder).folder;
    const auto seq = rename(kBob, folder, " new ");
    const auto after = view(kAlice, folder).folder;
    EXPECT_EQ(after.name, "new");
    EXPECT_EQ(after.changed, seq);
    EXPECT_EQ(after.created, before.created);
    EXPECT_EQ(after.modifiedBy, kBob);
    share(kAlice, folder, {{Grantee::of(kBob), kAuthorRights}});
    EXPECT_EQ(codeOf([&] { rename(kBob, folder, "mine"); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { rename(kCarol, folder, "mine"); }), ErrorCode::NotFound);
}

TEST_F(FolderVerbsTest, AnOutdatedTimestampStoresNothing) {
    const auto folder = make(kAlice, filesOf(kAlice), "a");
    const auto known = view(kAlice, folder).folder.changed;
    rename(kAlice, folder, "b", known);
    EXPECT_EQ(codeOf([&] { rename(kAlice, folder, "c", known); }), ErrorCode::PreconditionFailed);
    EXPECT_EQ(codeOf([&] { service_.remove(as(kAlice), folder, true, known); }), ErrorCode::PreconditionFailed);
    EXPECT_EQ(view(kAlice, folder).folder.name, "b");
    rename(kAlice, folder, "c", view(kAlice, folder).folder.changed);
    EXPECT_EQ(view(kAlice, folder).folder.name, "c");
}

TEST_F(FolderVerbsTest, SystemAndDefaultFoldersKeepNameAndPlace) {
    for (const auto folder : {calendarOf(kAlice), filesOf(kAlice), trashOf(kAlice)}) {
        EXPECT_EQ(codeOf([&] { rename(kAlice, folder, "x"); }), ErrorCode::Forbidden);
        EXPECT_EQ(codeOf([&] { move(kAlice, folder, kPublicInfostore); }), ErrorCode::Forbidden);
        EXPECT_EQ(codeOf([&] { service_.remove(as(kAlice), folder, true, {}); }), ErrorCode::Forbidden);
    }
    EXPECT_EQ(codeOf([&] { rename(kAdmin, kPublic, "x"); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { service_.remove(as(kAdmin), kPublicInfostore, true, {}); }), ErrorCode::Forbidden);
    // Sharing a default folder is fine.
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kBob), kViewerRights}});
    EXPECT_EQ(view(kBob, calendarOf(kAlice)).rights, kViewerRights);
}

TEST_F(FolderVerbsTest, MovingTakesTheTreeAlongAndKeepsPermissions) {
    const auto from = make(kAlice, filesOf(kAlice), "from");
    const auto to = make(kAlice, filesOf(kAlice), "to");
    const auto moved = make(kAlice, from, "moved");
    const auto below = make(kAlice, moved, "below");
    share(kAlice, moved, {{Grantee::of(kCarol), kViewerRights}});
    move(kAlice, moved, to);
    EXPECT_EQ(namesBelow(kAlice, from), Names{});
    EXPECT_EQ(namesBelow(kAlice, to), (Names{"moved"}));
    EXPECT_EQ(namesBelow(kAlice, moved), (Names{"below"}));
    EXPECT_EQ(view(kCarol, moved).rights, kViewerRights);
    EXPECT_EQ(view(kAlice, below).folder.parent, moved);
}

TEST_F(FolderVerbsTest, AFolderDoesNotMoveIntoItselfOrItsOwnTree) {
    const auto top = make(kAlice, filesOf(kAlice), "top");
    const auto middle = make(kAlice, top, "middle");
    const auto leaf = make(kAlice, middle, "leaf");
    for (const auto target : {top, middle, leaf}) {
        EXPECT_EQ(codeOf([&] { move(kAlice, top, target); }), ErrorCode::BadRequest);
    }
    EXPECT_EQ(namesBelow(kAlice, filesOf(kAlice)), (Names{"Trash", "top"}));
}

TEST_F(FolderVerbsTest, MovingNeedsRightsOnBothSides) {
    const auto folder = make(kAlice, filesOf(kAlice), "folder");
    const auto target = make(kBob, filesOf(kBob), "target");
    EXPECT_EQ(codeOf([&] { move(kAlice, folder, target); }), ErrorCode::NotFound);
    share(kBob, target, {{Grantee::of(kAlice), kViewerRights}});
    EXPECT_EQ(codeOf([&] { move(kAlice, folder, target); }), ErrorCode::Forbidden);
    share(kBob, target, {{Grantee::of(kAlice), {.folder = 4}}});
    share(kAlice, folder, {{Grantee::of(kBob), kAuthorRights}});
    EXPECT_EQ(codeOf([&] { move(kBob, folder, target); }), ErrorCode::Forbidden);
    move(kAlice, folder, target);
    EXPECT_EQ(view(kAlice, folder).folder.parent, target);
}

TEST_F(FolderVerbsTest, PrivateAndPublicTreesDoNotMix) {
    const auto mine = make(kAlice, kPrivate, "mine", "calendar");
    const auto open = make(kAlice, kPublic, "open", "calendar");
    EXPECT_EQ(codeOf([&] { move(kAlice, mine, kPublic); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { move(kAlice, open, kPrivate); }), ErrorCode::BadRequest);
    share(kBob, calendarOf(kBob), {{Grantee::of(kAlice), {.folder = 4}}});
    EXPECT_EQ(codeOf([&] { move(kAlice, mine, calendarOf(kBob)); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { move(kAlice, mine, filesOf(kAlice)); }), ErrorCode::BadRequest);
}

TEST_F(FolderVerbsTest, CascadingPermissionsReachEverythingBelow) {
    const auto top = make(kAlice, filesOf(kAlice), "top");
    const auto leaf = make(kAlice, make(kAlice, top, "middle"), "leaf");
    share(kAlice, top, {{Grantee::of(kBob), kViewerRights}});
    EXPECT_FALSE(sees(kBob, leaf));
    const auto seq = share(kAlice, top, {{Grantee::of(kBob), kViewerRights}}, true);
    EXPECT_EQ(view(kBob, leaf).rights, kViewerRights);
    EXPECT_EQ(view(kBob, leaf).folder.changed, seq);
}

TEST_F(FolderVerbsTest, CascadingNeedsAdministrationOfEverythingBelow) {
    const auto top = make(kAlice, filesOf(kAlice), "top");
    share(kAlice, top, {{Grantee::of(kBob), kAuthorRights}});
    const auto bobs = make(kBob, top, "bobs");
    FolderChange change;
    change.grants = {{Grantee::of(kBob), kOwnerRights}};
    service_.update(as(kBob), bobs, change, {});
    FolderChange cascade;
    cascade.grants = {{Grantee::of(kAlice), kOwnerRights}};
    cascade.cascade = true;
    EXPECT_EQ(codeOf([&] { service_.update(as(kAlice), top, cascade, {}); }), ErrorCode::Forbidden);
    EXPECT_TRUE(sees(kBob, top)) << "nothing of a refused change stays";
}

TEST_F(FolderVerbsTest, DeletingMovesToTheTrashAndOutOfEverybodysSight) {
    const auto folder = make(kAlice, filesOf(kAlice), "report");
    const auto below = make(kAlice, folder, "below");
    addNotes(below, 2);
    share(kAlice, folder, {{Grantee::of(kBob), kViewerRights}}, true);
    service_.remove(as(kAlice), folder, false, {});
    EXPECT_EQ(namesBelow(kAlice, filesOf(kAlice)), (Names{"Trash"}));
    EXPECT_EQ(namesBelow(kAlice, trashOf(kAlice)), (Names{"report"}));
    EXPECT_EQ(view(kAlice, below).folder.type, FolderType::Trash);
    EXPECT_EQ(notesIn(below), 2);
    EXPECT_FALSE(sees(kBob, folder));
    EXPECT_FALSE(sees(kBob, below));
    // The same name again gets another one in the trash.
    const auto again = make(kAlice, filesOf(kAlice), "report");
    service_.remove(as(kAlice), again, false, {});
    EXPECT_EQ(view(kAlice, again).folder.name, "report (" + std::to_string(again.value) + ")");
}

TEST_F(FolderVerbsTest, WhatLeavesTheTrashTakesThePermissionsOfItsNewPlace) {
    const auto folder = make(kAlice, filesOf(kAlice), "back");
    const auto below = make(kAlice, folder, "below");
    const auto target = make(kAlice, filesOf(kAlice), "target");
    share(kAlice, target, {{Grantee::of(kBob), kViewerRights}});
    service_.remove(as(kAlice), folder, false, {});
    move(kAlice, folder, target);
    EXPECT_EQ(view(kBob, below).folder.type, FolderType::Public);
    EXPECT_EQ(view(kBob, below).rights, kViewerRights);
    EXPECT_TRUE(view(kAlice, below).rights.admin);
}

TEST_F(FolderVerbsTest, RestoringPutsATreeBackWhereItWas) {
    const auto home = make(kAlice, filesOf(kAlice), "home");
    const auto folder = make(kAlice, home, "report");
    const auto below = make(kAlice, folder, "below");
    addNotes(below, 2);
    share(kAlice, home, {{Grantee::of(kBob), kViewerRights}});
    service_.remove(as(kAlice), folder, false, {});
    const auto gone = service_.list(as(kBob), home, {}).seq;
    const auto trashed = service_.list(as(kAlice), trashOf(kAlice), {}).seq;
    EXPECT_EQ(codeOf([&] { (void)service_.restore(as(kBob), folder); }), ErrorCode::NotFound);

    const auto restored = service_.restore(as(kAlice), folder);
    EXPECT_EQ(restored.parent, home);
    EXPECT_EQ(restored.name, "report");
    EXPECT_EQ(view(kAlice, folder).folder.parent, home);
    EXPECT_EQ(notesIn(below), 2);
    EXPECT_EQ(view(kBob, below).rights, kViewerRights) << "as its place has it";
    const auto updates = service_.updates(as(kBob), home, gone, {});
    ASSERT_EQ(updates.changed.size(), 1U);
    EXPECT_EQ(updates.changed.front().folder.id, folder);
    EXPECT_EQ(service_.updates(as(kAlice), trashOf(kAlice), trashed, {}).removed, std::vector<FolderId>{folder});
    EXPECT_EQ(codeOf([&] { (void)service_.restore(as(kAlice), folder); }), ErrorCode::BadRequest) << "not in the trash";
    EXPECT_EQ(codeOf([&] { (void)service_.restore(as(kAlice), trashOf(kAlice)); }), ErrorCode::Forbidden);
}

TEST_F(FolderVerbsTest, RestoringGoesToTheDefaultFolderIfThePlaceIsGone) {
    const auto home = make(kAlice, filesOf(kAlice), "home");
    const auto folder = make(kAlice, home, "report");
    const auto other = make(kAlice, home, "other");
    for (const auto each : {folder, other, home}) service_.remove(as(kAlice), each, false, {});
    EXPECT_EQ(service_.restore(as(kAlice), folder).parent, filesOf(kAlice)) << "its place is in the trash itself";
    service_.remove(as(kAlice), home, true, {});
    (void)make(kAlice, filesOf(kAlice), "other");
    const auto restored = service_.restore(as(kAlice), other);
    EXPECT_EQ(restored.parent, filesOf(kAlice));
    EXPECT_EQ(restored.name, "other (" + std::to_string(other.value) + ")");
}

TEST_F(FolderVerbsTest, RestoringNeedsTheRightToMakeFoldersWhereItWas) {
    const auto home = make(kAlice, filesOf(kAlice), "home");
    share(kAlice, home, {{Grantee::of(kBob), kOwnerRights}});
    const auto folder = make(kBob, home, "bob's");
    service_.remove(as(kBob), folder, false, {});
    share(kAlice, home, {{Grantee::of(kBob), kViewerRights}});
    EXPECT_EQ(service_.restore(as(kBob), folder).parent, filesOf(kBob));
}

TEST_F(FolderVerbsTest, WhereAFolderWasIsForgottenOutsideOfTheTrash) {
    const auto home = make(kAlice, filesOf(kAlice), "home");
    const auto outer = make(kAlice, filesOf(kAlice), "outer");
    const auto folder = make(kAlice, home, "report");
    service_.remove(as(kAlice), folder, false, {});
    move(kAlice, folder, outer);
    service_.remove(as(kAlice), outer, false, {});
    EXPECT_EQ(service_.restore(as(kAlice), folder).parent, filesOf(kAlice))
        << "it was in a folder that is in the trash";
    move(kAlice, folder, home);
    move(kAlice, folder, trashOf(kAlice));
    EXPECT_EQ(service_.restore(as(kAlice), folder).parent, home) << "moved into the trash by hand";
}

TEST_F(FolderVerbsTest, WhatIsInTheTrashCannotBeShared) {
    const auto folder = make(kAlice, filesOf(kAlice), "gone");
    service_.remove(as(kAlice), folder, false, {});
    EXPECT_EQ(codeOf([&] { share(kAlice, folder, {{Grantee::of(kBob), kViewerRights}}); }), ErrorCode::BadRequest);
}

TEST_F(FolderVerbsTest, DeletingFromTheTrashOrHardIsForGood) {
    const auto folder = make(kAlice, filesOf(kAlice), "gone");
    const auto below = make(kAlice, folder, "below");
    addNotes(below, 3);
    service_.remove(as(kAlice), folder, false, {});
    service_.remove(as(kAlice), folder, false, {});
    EXPECT_FALSE(sees(kAlice, folder));
    EXPECT_FALSE(sees(kAlice, below));
    EXPECT_EQ(notesIn(below), 0);
    const auto hard = make(kAlice, filesOf(kAlice), "hard");
    service_.remove(as(kAlice), hard, true, {});
    EXPECT_FALSE(sees(kAlice, hard));
    // Calendars have no trash.
    const auto calendar = make(kAlice, kPrivate, "trips", "calendar");
    service_.remove(as(kAlice), calendar, false, {});
    EXPECT_FALSE(sees(kAlice, calendar));
}

TEST_F(FolderVerbsTest, BigContentsGoInBoundedTransactions) {
    const auto folder = make(kAlice, filesOf(kAlice), "big");
    const auto below = make(kAlice, folder, "below");
    addNotes(folder, 700);
    addNotes(below, 700);
    service_.remove(as(kAlice), folder, true, {});
    EXPECT_FALSE(sees(kAlice, folder));
    EXPECT_EQ(notesIn(folder) + notesIn(below), 0);
    EXPECT_LE(notes_.largestBatch, dbpool::WriteTransaction::kMaxObjectsPerTransaction);
}

TEST_F(FolderVerbsTest, OneFolderBelowThatMayNotBeDeletedKeepsTheWholeTree) {
    const auto top = make(kAlice, filesOf(kAlice), "top");
    share(kAlice, top, {{Grantee::of(kBob), kAuthorRights}});
    const auto bobs = make(kBob, top, "bobs");
    addNotes(bobs, 1);
    FolderChange change;
    change.grants = {{Grantee::of(kBob), kOwnerRights}, {Grantee::of(kAlice), kAuthorRights}};
    service_.update(as(kBob), bobs, change, {});
    for (const bool hard : {true, false}) {
        EXPECT_EQ(codeOf([&] { service_.remove(as(kAlice), top, hard, {}); }), ErrorCode::Forbidden);
    }
    EXPECT_TRUE(sees(kAlice, top));
    EXPECT_EQ(notesIn(bobs), 1);
}

TEST_F(FolderVerbsTest, ClearingMovesObjectsToTheTrashAndEmptiesTheTrash) {
    const auto folder = make(kAlice, filesOf(kAlice), "full");
    addNotes(folder, 600);
    service_.clear(as(kAlice), folder);
    EXPECT_EQ(notesIn(folder), 0);
    EXPECT_EQ(notesIn(trashOf(kAlice)), 600);
    service_.remove(as(kAlice), make(kAlice, folder, "sub"), false, {});
    EXPECT_EQ(namesBelow(kAlice, trashOf(kAlice)), (Names{"sub"}));
    service_.clear(as(kAlice), trashOf(kAlice));
    EXPECT_EQ(notesIn(trashOf(kAlice)), 0);
    EXPECT_EQ(namesBelow(kAlice, trashOf(kAlice)), Names{});
    EXPECT_TRUE(sees(kAlice, trashOf(kAlice)));
}

TEST_F(FolderVerbsTest, ClearingNeedsTheRightToDeleteEverything) {
    const auto folder = make(kAlice, filesOf(kAlice), "full");
    addNotes(folder, 1);
    share(kAlice, folder, {{Grantee::of(kBob), {.folder = 4, .read = 2, .write = 2, .remove = 1}}});
    EXPECT_EQ(codeOf([&] { service_.clear(as(kBob), folder); }), ErrorCode::Forbidden);
    EXPECT_EQ(notesIn(folder), 1);
}

TEST_F(FolderVerbsTest, DetailsAreTotalsSubfoldersAndPermissions) {
    const auto folder = make(kAlice, filesOf(kAlice), "details");
    addNotes(folder, 3);
    EXPECT_EQ(view(kAlice, folder).total, 3);
    EXPECT_FALSE(view(kAlice, folder).subfolders);
    (void)make(kAlice, folder, "secret");
    EXPECT_TRUE(view(kAlice, folder).subfolders);
    share(kAlice, folder, {{Grantee::of(kBob), {.folder = 1}}});
    EXPECT_FALSE(view(kBob, folder).subfolders) << "the one below is hidden from Bob";
    EXPECT_FALSE(view(kBob, folder).total.has_value()) << "Bob may not read";
}

TEST_F(FolderVerbsTest, WhatHangsBelowAHiddenFolderIsCollected) {
    const auto hidden = make(kAlice, filesOf(kAlice), "hidden");
    const auto shared = make(kAlice, hidden, "shared");
    const auto below = make(kAlice, shared, "below");
    share(kAlice, shared, {{Grantee::of(kBob), kViewerRights}}, true);
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kBob), kViewerRights}});
    EXPECT_EQ(namesBelow(kBob, kUserInfostore), (Names{"Bob", "shared"}));
    EXPECT_EQ(view(kBob, shared).folder.parent, kUserInfostore);
    EXPECT_EQ(namesBelow(kBob, shared), (Names{"below"}));
    EXPECT_EQ(namesBelow(kBob, kShared), (Names{"Calendar"}));
    EXPECT_EQ(namesBelow(kBob, kPrivate), (Names{"Calendar", "Contacts", "Tasks"}));
    EXPECT_EQ(view(kBob, calendarOf(kAlice)).folder.parent, kShared);

    Names path;
    for (const auto& entry : service_.path(as(kBob), below, {}).folders) path.push_back(entry.folder.name);
    EXPECT_EQ(path, (Names{"below", "shared", "userstore", "infostore"}));
}

TEST_F(FolderVerbsTest, AllVisibleSortsByWhoseTheyAre) {
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kBob), kViewerRights}});
    const auto open = make(kCarol, kPublic, "open", "calendar");
    FolderChange change;
    change.grants = {{Grantee::of(kCarol), kOwnerRights}, {Grantee::of(kAllUsers), kViewerRights}};
    service_.update(as(kCarol), open, change, {});
    const auto visible = service_.allVisible(as(kBob), kCalendarModule, {});
    ASSERT_EQ(visible.privateFolders.size(), 1U);
    EXPECT_EQ(visible.privateFolders.front().folder.id, calendarOf(kBob));
    ASSERT_EQ(visible.sharedFolders.size(), 1U);
    EXPECT_EQ(visible.sharedFolders.front().folder.id, calendarOf(kAlice));
    ASSERT_EQ(visible.publicFolders.size(), 1U);
    EXPECT_EQ(visible.publicFolders.front().folder.id, open);
}

TEST_F(FolderVerbsTest, OnlyEditorsOfPublicFoldersCreateThere) {
    auto caller = as(kBob);
    std::erase(caller.modules, "editpublicfolders");
    const NewFolder wanted{.parent = kPublic, .name = "x", .module = "calendar", .grants = {}};
    EXPECT_EQ(codeOf([&] { service_.create(caller, wanted); }), ErrorCode::Forbidden);
    EXPECT_NO_THROW(service_.create(as(kBob), wanted));
}

class FolderLimitsTest : public FolderTest {
protected:
    FolderLimitsTest() : FolderTest({.nameCharacters = 10, .depth = 6, .grants = 2, .subtree = 3, .subfolders = 4}) {}
};

TEST_F(FolderLimitsTest, NamesPermissionsDepthAndNumbersAreBounded) {
    EXPECT_EQ(codeOf([&] { make(kAlice, filesOf(kAlice), "12345678901"); }), ErrorCode::BadRequest);
    // root, infostore, userstore, Alice, a, b = six levels
    const auto a = make(kAlice, filesOf(kAlice), "a");
    const auto b = make(kAlice, a, "b");
    EXPECT_EQ(codeOf([&] { make(kAlice, b, "c"); }), ErrorCode::BadRequest);
    const auto other = make(kAlice, filesOf(kAlice), "other");
    EXPECT_EQ(codeOf([&] { move(kAlice, a, other); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] {
                  share(kAlice, a, {{Grantee::of(kBob), kViewerRights}, {Grantee::of(kCarol), kViewerRights}});
              }),
              ErrorCode::BadRequest);
    (void)make(kAlice, a, "b2");
    (void)make(kAlice, a, "b3");
    EXPECT_EQ(codeOf([&] { service_.remove(as(kAlice), a, true, {}); }), ErrorCode::TooLarge);
    (void)make(kAlice, a, "b4");
    EXPECT_EQ(codeOf([&] { make(kAlice, a, "b5"); }), ErrorCode::BadRequest);
}

}  // namespace
}  // namespace groupware::folders

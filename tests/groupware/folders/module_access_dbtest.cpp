#include "groupware/folders/service/visibility.h"
#include "tests/groupware/folders/folders_fixture.h"

#include <gtest/gtest.h>

namespace groupware::folders {
namespace {

/// What users see and may do whose module access leaves something out.
class ModuleAccessTest : public FolderTest {
protected:
    static Caller without(UserId user, std::string_view module) {
        auto caller = as(user);
        std::erase(caller.modules, module);
        return caller;
    }
    [[nodiscard]] Names namesSeen(const Caller& caller, FolderId parent) {
        Names names;
        for (const auto& entry : service_.list(caller, parent, {}).folders) names.push_back(entry.folder.name);
        std::sort(names.begin(), names.end());
        return names;
    }
    FolderId publicCalendar() {
        const auto folder = make(kCarol, kPublic, "open", "calendar");
        FolderChange change;
        change.grants = {{Grantee::of(kCarol), kOwnerRights}, {Grantee::of(kAllUsers), kAuthorRights}};
        service_.update(as(kCarol), folder, change, {});
        return folder;
    }
    static constexpr Rights kAuthorRights{.folder = 4, .read = 2, .write = 1, .remove = 1};
};

TEST_F(ModuleAccessTest, FoldersOfAModuleThatIsNotGrantedAreNotThere) {
    const auto caller = without(kAlice, "calendar");
    const auto own = calendarOf(kAlice);
    EXPECT_EQ(codeOf([&] { (void)service_.get(caller, own, {}); }), ErrorCode::Forbidden);
    const auto seen = namesSeen(caller, kPrivate);
    const auto all = namesSeen(as(kAlice), kPrivate);
    EXPECT_EQ(seen.size() + 1, all.size());
    EXPECT_TRUE(service_.allVisible(caller, kCalendarModule, {}).privateFolders.empty());
    const NewFolder wanted{.parent = own, .name = "x", .module = "calendar", .grants = {}};
    EXPECT_EQ(codeOf([&] { service_.create(caller, wanted); }), ErrorCode::Forbidden);
    FolderChange change;
    change.name = "renamed";
    EXPECT_EQ(codeOf([&] { service_.update(caller, own, change, {}); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { service_.remove(caller, own, true, {}); }), ErrorCode::Forbidden);
    EXPECT_NE(view(kAlice, own).folder.name, "renamed");
}

TEST_F(ModuleAccessTest, WhoMayMakePublicFoldersIsForAnAdministratorWithItsModule) {
    const auto caller = without(kAdmin, "publicfoldereditable");
    FolderChange change;
    change.grants = {{Grantee::of(kAdmin), kOwnerRights}, {Grantee::of(kAllUsers), kViewerRights}};
    for (const auto folder : {kPublic, kPublicInfostore, kGlobalAddressBook}) {
        EXPECT_EQ(codeOf([&] { service_.update(caller, folder, change, {}); }), ErrorCode::Forbidden);
        EXPECT_FALSE(service_.get(caller, folder, {}).folders.front().rights.admin);
    }
    make(kCarol, kPublic, "still", "calendar");
    service_.update(as(kAdmin), kPublic, change, {});
    EXPECT_EQ(codeOf([&] { make(kCarol, kPublic, "no more", "calendar"); }), ErrorCode::Forbidden);
}

TEST_F(ModuleAccessTest, WhatOthersShareNeedsItsModuleToo) {
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kBob), kViewerRights}});
    const auto caller = without(kBob, "readcreatesharedfolders");
    EXPECT_TRUE(sees(kBob, calendarOf(kAlice)));
    EXPECT_EQ(service_.allVisible(as(kBob), kCalendarModule, {}).sharedFolders.size(), 1U);
    EXPECT_EQ(codeOf([&] { (void)service_.get(caller, calendarOf(kAlice), {}); }), ErrorCode::NotFound);
    EXPECT_TRUE(service_.allVisible(caller, kCalendarModule, {}).sharedFolders.empty());
    EXPECT_TRUE(namesSeen(caller, kShared).empty());
    // Files are in public folders: they are shared all the same.
    const auto files = make(kAlice, filesOf(kAlice), "files");
    share(kAlice, files, {{Grantee::of(kBob), kViewerRights}});
    EXPECT_NO_THROW((void)service_.get(caller, files, {}));
}

TEST_F(ModuleAccessTest, SharingAPrivateFolderNeedsItToo) {
    const auto caller = without(kAlice, "readcreatesharedfolders");
    FolderChange change;
    change.grants = {{Grantee::of(kAlice), kOwnerRights}, {Grantee::of(kBob), kViewerRights}};
    EXPECT_EQ(codeOf([&] { service_.update(caller, calendarOf(kAlice), change, {}); }), ErrorCode::Forbidden);
    const NewFolder wanted{.parent = kPrivate, .name = "x", .module = "calendar", .grants = change.grants};
    EXPECT_EQ(codeOf([&] { service_.create(caller, wanted); }), ErrorCode::Forbidden);
    EXPECT_FALSE(sees(kBob, calendarOf(kAlice)));
    // What was shared before may be taken back, and folders below it made.
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kBob), kViewerRights}});
    const NewFolder below{.parent = calendarOf(kAlice), .name = "below", .module = "calendar", .grants = {}};
    EXPECT_NO_THROW(service_.create(caller, below));
    change.grants = {{Grantee::of(kAlice), kOwnerRights}};
    EXPECT_NO_THROW(service_.update(caller, calendarOf(kAlice), change, {}));
    EXPECT_FALSE(sees(kBob, calendarOf(kAlice)));
}

TEST_F(ModuleAccessTest, PublicFoldersAreReadOnlyWithoutTheirModule) {
    const auto open = publicCalendar();
    const auto caller = without(kBob, "editpublicfolders");
    auto session = database().read(kContext, Freshness::strict());
    const FolderAccess access;
    EXPECT_EQ(access.require(session, as(kBob), open, Permission::CreateObjects).rights, kAuthorRights);
    EXPECT_EQ(access.require(session, caller, open, Permission::ReadAll).rights, (Rights{.folder = 1, .read = 2}));
    for (const auto refused : {Permission::CreateObjects, Permission::CreateSubfolders, Permission::WriteOwn}) {
        EXPECT_EQ(codeOf([&] { (void)access.require(session, caller, open, refused); }), ErrorCode::Forbidden);
    }
    const auto shown = service_.get(caller, open, {}).folders.front();
    EXPECT_EQ(shown.rights, (Rights{.folder = 1, .read = 2})) << "clients are told what they may do";
}

TEST_F(ModuleAccessTest, TheGlobalAddressBookCanBeTakenAway) {
    auto caller = as(kBob);
    EXPECT_NO_THROW((void)service_.get(caller, kGlobalAddressBook, {}));
    caller.modules.emplace_back("globaladdressbookdisabled");
    EXPECT_EQ(codeOf([&] { (void)service_.get(caller, kGlobalAddressBook, {}); }), ErrorCode::NotFound);
    EXPECT_TRUE(service_.allVisible(caller, "contacts", {}).publicFolders.empty());
}

}  // namespace
}  // namespace groupware::folders

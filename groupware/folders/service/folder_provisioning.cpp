#include "groupware/folders/service/folder_provisioning.h"

#include "groupware/base/error.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/options.h"
#include "groupware/folders/service/end_guests.h"
#include "groupware/folders/service/folder_content.h"
#include "groupware/folders/service/store_delegates.h"
#include "groupware/folders/service/tree_change.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/folders/store/subscription_store.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <vector>

namespace groupware::folders {
namespace {

struct FixedFolder {
    FolderId id;
    FolderId parent;
    std::string_view name;
    std::string_view module;
    FolderType type;
    Rights allUsers;
    bool adminOwns;  ///< the context's administrator has all rights
    bool guestsSee = false;
};

constexpr Rights kSeeOnly{.folder = Rights::kSee};
constexpr Rights kMayCreateBelow{.folder = Rights::kCreateSubfolders};

constexpr std::array<FixedFolder, 10> kFixed{{
    {kRoot, kRoot, "root", kSystemModule, FolderType::System, kSeeOnly, false, true},
    {kPrivate, kRoot, "private", kSystemModule, FolderType::System, kMayCreateBelow, false},
    {kPublic, kRoot, "public", kSystemModule, FolderType::System, kMayCreateBelow, true, true},
    {kShared, kRoot, "shared", kSystemModule, FolderType::System, kSeeOnly, false, true},
    {kSystem, kRoot, "system", kSystemModule, FolderType::System, {}, true},
    {kSystemGlobal, kSystem, "system_global", kSystemModule, FolderType::System, {}, true},
    {kGlobalAddressBook, kPublic, "Global address book", kContactsModule, FolderType::Public, kViewerRights, true},
    {kInfostore, kRoot, "infostore", kInfostoreModule, FolderType::System, kSeeOnly, false, true},
    {kUserInfostore, kInfostore, "userstore", kInfostoreModule, FolderType::System, kSeeOnly, false, true},
    {kPublicInfostore, kInfostore, "public_infostore", kInfostoreModule, FolderType::System, kMayCreateBelow, true},
}};

struct DefaultFolder {
    std::string_view module;
    std::string_view name;
    StandardFolder standard;
};
constexpr std::array<DefaultFolder, 3> kPersonal{{{kCalendarModule, "Calendar", StandardFolder::Calendar},
                                                  {kContactsModule, "Contacts", StandardFolder::Contacts},
                                                  {kTasksModule, "Tasks", StandardFolder::Tasks}}};

constexpr std::int64_t kNameCharacters = kMaxNameCharacters.max;

/// A name that rules and column allow, as close to the wish as possible.
std::string validName(std::string_view wish, UserId user) {
    try {
        return checkedName(wish, kNameCharacters);
    } catch (const Error&) {
        return "User " + std::to_string(user.value);
    }
}

Folder defaultFolder(UserId user, FolderId parent, std::string name, std::string_view module, FolderType type,
                     StandardFolder standard) {
    return {.parent = parent,
            .name = std::move(name),
            .module = std::string(module),
            .type = type,
            .owner = user,
            .standard = standard,
            .isDefault = true,
            .createdBy = user,
            .modifiedBy = user};
}

FolderId add(dbpool::WriteTransaction& tx, Folder folder) {
    FolderWriter writer(tx);
    folder.id = writer.nextId();
    folder.name = freeName(tx, folder, folder.parent);
    writer.insert(folder, {{Grantee::of(folder.owner), kOwnerRights}});
    tx.record(sync::change(sync::Kind::Folder, sync::Verb::Created, folder.parent, folder.id.value));
    return folder.id;
}

bool isPersonal(const Folder& folder, UserId user) {
    return folder.owner == user &&
           (folder.isDefault || folder.type == FolderType::Private || folder.type == FolderType::Trash);
}

/// Takes an entry out of a folder; if no administrator is left, `heir` becomes it.
void dropGrants(dbpool::WriteTransaction& tx, const Folder& folder, const Grantee& grantee, UserId heir) {
    auto grants = FolderReader(tx).grants(folder.id);
    std::erase_if(grants, [&](const Grant& grant) { return grant.grantee == grantee; });
    if (std::none_of(grants.begin(), grants.end(), [](const Grant& grant) { return grant.rights.admin; })) {
        std::erase_if(grants, [&](const Grant& grant) { return grant.grantee == Grantee::of(heir); });
        grants.push_back({Grantee::of(heir), kOwnerRights});
    }
    FolderWriter(tx).setGrants(folder.id, grants);
}

/// Nobody acts for `owner` as `delegate` any more.
void dropDelegate(dbpool::WriteTransaction& tx, UserId owner, const Grantee& delegate) {
    auto grants = FolderReader(tx).grants(allPrivateOf(owner));
    std::erase_if(grants, [&](const Grant& grant) { return grant.grantee == delegate; });
    storeDelegates(tx, owner, grants);
}

/// Takes a user or group out of the folders that name it, until `budget` is used up.
void leaveFolders(dbpool::WriteTransaction& tx, const Grantee& grantee, UserId heir, int& budget) {
    FolderReader reader(tx);
    for (const auto id : reader.grantedTo(grantee)) {
        if (budget <= 0) return;
        if (isAllPrivate(id)) {
            dropDelegate(tx, ownerOfAllPrivate(id), grantee);
            --budget;
            continue;
        }
        const auto folder = reader.find(id);
        if (!folder) continue;
        dropGrants(tx, *folder, grantee, heir);
        FolderWriter(tx).touch(id, heir);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, folder->parent, id.value));
        --budget;
    }
}

/// His private folders, files folder and trash, with all that is below; or all that he owns.
void removeOwnFolders(dbpool::WriteTransaction& tx, UserId user, SharedFolders shared, const FolderContents& contents,
                      int& budget) {
    Caller caller;
    caller.context = tx.context();
    caller.user = user;
    FolderReader reader(tx);
    for (const auto& folder : reader.ownedBy(user)) {
        if (budget <= 0) return;
        // Folders inside one that went already are gone with it.
        const bool goes = isPersonal(folder, user) || (shared == SharedFolders::Removed && !folder.isSystem());
        if (!goes || !reader.find(folder.id)) continue;
        const auto tree = reader.subtree(folder.id, std::numeric_limits<int>::max());
        for (const auto& inside : tree) {
            if (auto* content = contents.find(inside.module)) content->endLocks(tx, inside.id);
        }
        removeFromLeaves(tx, caller, tree, contents, budget);
    }
}

/// His links end also where the folder stays.
void endLinks(dbpool::WriteTransaction& tx, UserId user, UserId heir, int& budget) {
    while (budget > 0) {
        const auto links = principals::GuestReader(tx).linksOf(user, 1);
        if (links.empty()) return;
        endGuest(tx, links.front(), heir);
        --budget;
    }
}

void bequeathFolders(dbpool::WriteTransaction& tx, UserId user, UserId heir, int& budget) {
    FolderWriter writer(tx);
    for (auto& folder : FolderReader(tx).ownedBy(user)) {
        if (budget <= 0) return;
        folder.owner = heir;
        folder.modifiedBy = heir;
        writer.update(folder);
        dropGrants(tx, folder, Grantee::of(user), heir);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, folder.parent, folder.id.value));
        --budget;
    }
}

}  // namespace

void createContextTree(dbpool::WriteTransaction& tx, UserId admin) {
    FolderWriter writer(tx);
    for (const auto& fixed : kFixed) {
        std::vector<Grant> grants;
        if (fixed.allUsers != Rights{}) grants.push_back({Grantee::of(kAllUsers), fixed.allUsers});
        if (fixed.guestsSee) grants.push_back({Grantee::of(principals::kGuests), kSeeOnly});
        if (fixed.adminOwns) grants.push_back({Grantee::of(admin), kOwnerRights});
        writer.insert({.id = fixed.id,
                       .parent = fixed.parent,
                       .name = std::string(fixed.name),
                       .module = std::string(fixed.module),
                       .type = fixed.type,
                       .owner = admin,
                       .createdBy = admin,
                       .modifiedBy = admin},
                      grants);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Created, fixed.parent, fixed.id.value));
    }
}

void createUserFolders(dbpool::WriteTransaction& tx, UserId user, std::string_view displayName,
                       std::span<const std::string> modules) {
    FolderReader reader(tx);
    const auto granted = [&](std::string_view module) {
        return std::find(modules.begin(), modules.end(), module) != modules.end();
    };
    for (const auto& [module, name, standard] : kPersonal) {
        if (!granted(module) || reader.standard(user, standard, module)) continue;
        add(tx, defaultFolder(user, kPrivate, std::string(name), module, FolderType::Private, standard));
    }
    if (!granted(kInfostoreModule) || reader.standard(user, StandardFolder::Infostore, kInfostoreModule)) return;
    const auto files = add(tx, defaultFolder(user, kUserInfostore, validName(displayName, user), kInfostoreModule,
                                             FolderType::Public, StandardFolder::Infostore));
    add(tx, defaultFolder(user, files, "Trash", kInfostoreModule, FolderType::Trash, StandardFolder::Trash));
}

FolderId createPrivateFolder(dbpool::WriteTransaction& tx, UserId user, std::string_view name,
                             std::string_view module) {
    auto folder = defaultFolder(user, kPrivate, std::string(name), module, FolderType::Private, StandardFolder::None);
    folder.isDefault = false;
    return add(tx, std::move(folder));
}

bool removeUserFolders(dbpool::WriteTransaction& tx, UserId user, UserId heir, const FolderContents& contents,
                       SharedFolders shared) {
    int budget = kLeavingStep;
    if (!FolderReader(tx).grants(allPrivateOf(user)).empty()) storeDelegates(tx, user, {});
    if (SubscriptionWriter(tx).removeUser(user) != 0) {
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, kPrivate, kPrivate.value));
    }
    removeOwnFolders(tx, user, shared, contents, budget);
    endLinks(tx, user, heir, budget);
    bequeathFolders(tx, user, heir, budget);
    leaveFolders(tx, Grantee::of(user), heir, budget);
    for (auto* content : contents.all()) {
        if (budget > 0) budget -= content->bequeath(tx, user, heir, budget);
    }
    return budget > 0;
}

bool removeGroupPermissions(dbpool::WriteTransaction& tx, GroupId group, UserId heir) {
    int budget = kLeavingStep;
    leaveFolders(tx, Grantee::of(group), heir, budget);
    return budget > 0;
}

}  // namespace groupware::folders

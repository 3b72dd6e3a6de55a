#include "groupware/folders/service/folder_restore.h"

#include "dbpool/routing/id_sequence.h"
#include "groupware/base/error.h"
#include "groupware/folders/delegation.h"
#include "groupware/folders/service/folder_archive.h"
#include "groupware/folders/service/store_delegates.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/folders/store/subscription_store.h"
#include "groupware/folders/tree_rules.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/principals/store/missing_principals.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

namespace groupware::folders {
namespace {

[[noreturn]] void refuse(const Folder& folder, const std::string& why) {
    const std::string text = "Folder " + std::to_string(folder.id.value) + " " + why + ".";
    throw Error(ErrorCode::BadRequest, text, text);
}

/// Where entries stand: guests have some of folders, all guests only of fixed ones, and nobody has all of a user's.
enum class GrantsOf { Folder, FixedFolder, Delegates };

/// The entries whose users and groups exist: one for an id to come would become access that nobody gave.
std::vector<Grant> known(dbpool::WriteTransaction& tx, std::vector<Grant> grants, GrantsOf place) {
    std::set<std::int64_t> users;
    std::set<std::int64_t> groups;
    for (const auto& grant : grants) (grant.grantee.group ? groups : users).insert(grant.grantee.id);
    groups.erase(kAllUsers.value);
    if (place == GrantsOf::FixedFolder) groups.erase(principals::kGuests.value);
    if (!users.empty()) users = principals::missingUsers(tx, std::move(users));
    if (!users.empty() && place != GrantsOf::Delegates) {
        const std::vector<std::int64_t> ids(users.begin(), users.end());
        for (const auto& guest : principals::GuestReader(tx).among(ids)) users.erase(guest.id.value);
    }
    if (!groups.empty()) groups = principals::missingGroups(tx, std::move(groups));
    std::erase_if(
        grants, [&](const Grant& grant) { return (grant.grantee.group ? groups : users).contains(grant.grantee.id); });
    return grants;
}

void requirePlausible(const Folder& folder, const FolderLimits& limits) {
    if (folder.id.value < kFirstFolder || folder.id.value > kMaxArchivedId) refuse(folder, "has an impossible id");
    if (checkedName(folder.name, limits.nameCharacters) != folder.name) refuse(folder, "has spaces around its name");
    const auto isWord = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    constexpr std::size_t kMaxModule = 32;
    if (folder.module.empty() || folder.module.size() > kMaxModule ||
        !std::all_of(folder.module.begin(), folder.module.end(), isWord)) {
        refuse(folder, "has an impossible module");
    }
}

/// Folders that users do not make themselves (default folders, trashes) are where the program puts them, so the
/// rules of users' folders are asked for the rest of the type only.
void requireFits(dbpool::WriteTransaction& tx, const Folder& folder, const FolderLimits& limits) {
    const auto path = FolderReader(tx).path(folder.parent);
    if (path.empty()) refuse(folder, "has no parent");
    if (static_cast<std::int64_t>(path.size()) >= limits.depth) refuse(folder, "is too deep in the tree");
    if (!principals::missingUsers(tx, {folder.owner.value}).empty()) refuse(folder, "has an owner who does not exist");
    if (folder.isDefault) return;
    const Place place = placeBelow(path.back(), folder.module, folder.owner);
    if (place.type != folder.type) refuse(folder, "has a type that its place does not allow");
    if (place.owner != folder.owner && folder.type != FolderType::Public) refuse(folder, "is another user's place");
}

}  // namespace

void restoreFolder(dbpool::WriteTransaction& tx, const ArchivedFolder& archived, const FolderLimits& limits) {
    const Folder& folder = archived.folder;
    if (static_cast<std::int64_t>(archived.grants.size()) > limits.grants) refuse(folder, "has too many permissions");
    FolderWriter writer(tx);
    if (folder.isSystem()) {
        if (!FolderReader(tx).find(folder.id)) refuse(folder, "is none of the fixed folders");
        writer.setGrants(folder.id, known(tx, archived.grants, GrantsOf::FixedFolder));
        writer.touch(folder.id, folder.modifiedBy);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, folder.parent, folder.id.value));
        return;
    }
    requirePlausible(folder, limits);
    requireFits(tx, folder, limits);
    if (FolderReader(tx).find(folder.id)) refuse(folder, "is there twice");
    writer.insert(folder, checkedGrants(known(tx, archived.grants, GrantsOf::Folder), {folder.type, folder.owner},
                                        limits.grants));
    if (archived.origin && folder.type == FolderType::Trash) writer.setOrigin(folder.id, *archived.origin);
    dbpool::takeIds(tx, "folder", folder.id.value);
    tx.record(sync::change(sync::Kind::Folder, sync::Verb::Created, folder.parent, folder.id.value));
}

void restoreTree(dbpool::WriteTransaction& tx, UserId user, const ArchivedTree& archived, const FolderLimits& limits) {
    const auto bad = [&](const char* why) {
        const std::string text = "User " + std::to_string(user.value) + " " + why + ".";
        throw Error(ErrorCode::BadRequest, text, text);
    };
    if (!principals::missingUsers(tx, {user.value}).empty()) bad("does not exist");
    if (static_cast<std::int64_t>(archived.delegates.size()) > limits.delegates) bad("has too many delegates");
    auto delegates = known(tx, archived.delegates, GrantsOf::Delegates);
    std::erase_if(delegates, [&](const Grant& grant) { return grant.grantee == Grantee::of(user); });
    for (auto& grant : delegates) grant.rights = rightsOf(levelOf(grant.rights));
    if (!delegates.empty()) storeDelegates(tx, user, delegates);
    SubscriptionWriter subscriptions(tx);
    for (const auto& [folder, subscription] : archived.subscriptions) {
        if (!FolderReader(tx).find(folder)) continue;
        subscriptions.set(user, folder, subscription);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, {}, folder.value));
    }
}

}  // namespace groupware::folders

#include "groupware/base/error.h"
#include "groupware/folders/service/end_guests.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/grantees.h"
#include "groupware/folders/service/guest_grants.h"
#include "groupware/folders/service/tree_change.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/folders/store/subscription_store.h"
#include "groupware/folders/tree_rules.h"
#include "groupware/sync/change.h"

#include <utility>

namespace groupware::folders {
namespace {

void share(dbpool::WriteTransaction& tx, const Caller& caller, std::span<const Folder> folders,
           const std::vector<Grant>& grants, std::int64_t maxGrants) {
    FolderWriter writer(tx);
    for (const auto& folder : folders) {
        writer.setGrants(folder.id, checkedGrants(grants, {folder.type, folder.owner}, maxGrants));
        writer.touch(folder.id, caller.user);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, folder.parent, folder.id.value));
    }
}

/// The folders that new permissions are for. Below it the caller must be admin, too, and default folders (a trash) keep
/// their own.
std::vector<Folder> sharedTree(dbpool::WriteTransaction& tx, const Caller& caller, const Folder& folder,
                               const FolderLimits& limits) {
    auto tree = wholeTree(tx, folder.id, limits);
    std::erase_if(tree, [&](const Folder& below) {
        return below.id != folder.id && (below.isDefault || below.type == FolderType::Trash);
    });
    constexpr Permission kNeeded[] = {Permission::Admin};
    requireInAll(tx, caller, std::span(tree).subspan(1), kNeeded);
    return tree;
}

void subscribe(dbpool::WriteTransaction& tx, const Caller& caller, const Folder& folder,
               const SubscriptionChange& change) {
    const bool needed = folder.isSystem() || (folder.isDefault && folder.owner == caller.user);
    if (needed && !change.subscribed.value_or(true)) {
        throw Error(ErrorCode::Forbidden, "unsubscribing from a system or default folder",
                    "The subscription of this folder cannot be ended.");
    }
    const auto known = SubscriptionReader(tx).of(caller.user);
    const auto found = known.find(folder.id);
    const auto old = found == known.end() ? Subscription{} : found->second;
    if (change.appliedTo(old) == old) return;
    SubscriptionWriter(tx).set(caller.user, folder.id, change.appliedTo(old));
    tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, folder.parent, folder.id.value));
}

}  // namespace

void FolderService::shareFolder(dbpool::WriteTransaction& tx, const Caller& caller, const AccessibleFolder& found,
                                const FolderChange& change) const {
    const auto& folder = found.folder;
    if (folder.type == FolderType::Trash) {
        throw Error(ErrorCode::BadRequest, "permissions of a trash", "What is in the trash cannot be shared.");
    }
    auto grants = change.grants ? *change.grants : FolderReader(tx).grants(folder.id);
    const auto guests = invited(tx, caller, folder, change.invitations);
    grants.insert(grants.end(), guests.begin(), guests.end());
    requireMayShare(caller, folder.type, folder.owner, grants);
    const auto tree = change.cascade ? sharedTree(tx, caller, folder, limits_) : std::vector{folder};
    const auto before = guestsOf(tx, tree);
    share(tx, caller, tree, grants, limits_.grants);
    requireGuestGrants(caller, found, grants, requireGrantees(tx, grants, &folder), before);
    removeUnshared(tx, before);
}

FolderWritten FolderService::update(const Caller& caller, FolderId id, const FolderChange& change,
                                    std::optional<Seq> unchangedSince) {
    const auto name = change.name ? std::optional(checkedName(*change.name, limits_.nameCharacters)) : std::nullopt;
    const auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        const auto needed = change.changesFolder() ? Permission::Admin : Permission::SeeFolder;
        auto found = access_.require(tx, caller, id, needed);
        auto& folder = found.folder;
        requireUnchanged(folder, unchangedSince);
        if (change.subscription.any()) subscribe(tx, caller, folder, change.subscription);
        if (!change.changesFolder()) return;
        const bool renamed = name && *name != folder.name;
        const bool moved = change.parent && *change.parent != folder.parent;
        if (renamed || moved) requireOrdinary(folder);
        if (renamed) folder.name = *name;
        folder.modifiedBy = caller.user;

        if (moved) {
            const auto target = access_.require(tx, caller, *change.parent, Permission::CreateSubfolders).folder;
            relocate(tx, caller, folder, target, limits_);
            folder = access_.require(tx, caller, id, Permission::Admin).folder;
        } else if (renamed) {
            FolderWriter(tx).update(folder);
            tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, folder.parent, id.value));
        }
        if (change.grants || !change.invitations.empty()) shareFolder(tx, caller, found, change);
    });
    return {.folder = id, .committed = committed};
}

}  // namespace groupware::folders

#include "groupware/folders/service/tree_change.h"

#include "groupware/base/error.h"
#include "groupware/folders/service/end_guests.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_tombstones.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/folders/tree_rules.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::folders {
namespace {

[[noreturn]] void forbid(const Folder& folder, const char* publicText) {
    throw Error(ErrorCode::Forbidden, "folder " + std::to_string(folder.id.value) + ": " + publicText, publicText);
}

[[noreturn]] void refuse(const Folder& folder, const char* publicText) {
    throw Error(ErrorCode::BadRequest, "folder " + std::to_string(folder.id.value) + ": " + publicText, publicText);
}

/// Levels of a tree given parents first.
std::int64_t heightOf(std::span<const Folder> tree) {
    std::map<FolderId, std::int64_t> level;
    std::int64_t height = 0;
    for (const auto& folder : tree) {
        const auto parent = level.find(folder.parent);
        const auto own = parent == level.end() ? 1 : parent->second + 1;
        level[folder.id] = own;
        height = std::max(height, own);
    }
    return height;
}

/// Where a folder that moves below `target` belongs then. A public folder keeps its owner.
Place placeAfterMove(const Folder& folder, const Folder& target, const Caller& caller) {
    const Place place = placeBelow(target, folder.module, caller.user);
    const bool wasPrivate = folder.type == FolderType::Private;
    if (wasPrivate != (place.type == FolderType::Private)) {
        refuse(folder, "Folders do not move between the private and the public tree.");
    }
    if (wasPrivate && place.owner != folder.owner) refuse(folder, "A private folder stays with its owner.");
    if (place.type == FolderType::Public && folder.type == FolderType::Public) return {place.type, folder.owner};
    return place;
}

void settle(dbpool::WriteTransaction& tx, const Caller& caller, std::vector<Folder> tree, const Folder& target,
            const Place& place) {
    FolderReader reader(tx);
    FolderWriter writer(tx);
    const auto guests = guestsOf(tx, tree);
    const auto grants = inheritedGrants(target, reader.grants(target.id), place);
    for (auto& folder : tree) {
        folder.type = place.type;
        folder.owner = place.owner;
        folder.modifiedBy = caller.user;
        writer.update(folder);
        writer.setGrants(folder.id, grants);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, folder.parent, folder.id.value));
    }
    removeUnshared(tx, guests);
}

bool removeLeaves(dbpool::WriteTransaction& tx, const Caller& caller, std::span<const Folder> tree,
                  const FolderContents& contents, int& budget) {
    FolderWriter writer(tx);
    for (; !tree.empty(); tree = tree.first(tree.size() - 1)) {
        const auto& folder = tree.back();
        if (budget <= 0) return false;
        if (auto* content = contents.find(folder.module)) {
            budget -= content->remove(tx, caller, folder.id, budget);
            if (budget <= 0) return false;
        }
        writer.remove(folder.id);
        leaveTombstone(tx, folder.parent, folder);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Removed, folder.parent, folder.id.value));
        --budget;
    }
    return true;
}

}  // namespace

void requireUnchanged(const Folder& folder, std::optional<Seq> unchangedSince) {
    if (!unchangedSince || folder.changed <= *unchangedSince) return;
    throw Error(ErrorCode::PreconditionFailed, "folder " + std::to_string(folder.id.value) + " changed since",
                "The folder was changed in the meantime.");
}

void requireOrdinary(const Folder& folder) {
    if (folder.isSystem()) forbid(folder, "System folders cannot be changed this way.");
    if (folder.isDefault) forbid(folder, "Default folders cannot be renamed, moved or deleted.");
}

std::vector<Folder> wholeTree(dbpool::ReadSession& session, FolderId folder, const FolderLimits& limits) {
    auto tree = FolderReader(session).subtree(folder, limits.subtree + 1);
    if (static_cast<std::int64_t>(tree.size()) > limits.subtree) {
        throw Error(ErrorCode::TooLarge, "tree of folder " + std::to_string(folder.value) + " is too large",
                    "There are more than " + std::to_string(limits.subtree) + " folders below this one.");
    }
    return tree;
}

void requireInAll(dbpool::ReadSession& session, const Caller& caller, std::span<const Folder> folders,
                  std::span<const Permission> permissions) {
    const auto principals = principalsOf(caller);
    const std::set<std::int64_t> mine(principals.begin(), principals.end());
    std::vector<FolderId> ids;
    for (const auto& folder : folders) ids.push_back(folder.id);
    const auto grants = FolderReader(session).grants(ids);
    for (const auto& folder : folders) {
        Rights rights;
        if (const auto found = grants.find(folder.id); found != grants.end()) {
            for (const auto& grant : found->second) {
                if (mine.contains(principalOf(grant.grantee))) rights = combine(rights, grant.rights);
            }
        }
        const bool allowed = std::all_of(permissions.begin(), permissions.end(),
                                         [&](Permission permission) { return rights.allows(permission); });
        if (!allowed) forbid(folder, "You lack the permission to do this in one of the folders below.");
        if (folder.isDefault) forbid(folder, "Default folders cannot be renamed, moved or deleted.");
    }
}

void requireRoom(dbpool::ReadSession& session, const Folder& parent, std::int64_t levels, const FolderLimits& limits) {
    FolderReader reader(session);
    if (static_cast<std::int64_t>(reader.path(parent.id).size()) + levels > limits.depth) {
        refuse(parent, "The folders are nested too deep.");
    }
    if (!parent.isSystem() && reader.childCount(parent.id) >= limits.subfolders) {
        refuse(parent, "There are too many folders in this one.");
    }
}

std::string freeName(dbpool::ReadSession& session, const Folder& folder, FolderId parent) {
    FolderReader reader(session);
    const auto scope = nameScope({folder.type, folder.owner});
    const std::string tag = " (" + std::to_string(folder.id.value) + ")";
    std::string name = folder.name;
    while (reader.nameTaken(parent, scope, folder.module, name)) {
        // The column has room for 255 characters; a UTF-8 sequence is not cut.
        constexpr std::size_t kRoom = 255;
        if (name.size() + tag.size() > kRoom) {
            name.resize(kRoom - tag.size());
            while (!name.empty() && (static_cast<unsigned char>(name.back()) & 0xC0U) == 0x80U) name.pop_back();
            if (!name.empty() && static_cast<unsigned char>(name.back()) >= 0xC0U) name.pop_back();
        }
        name += tag;
    }
    return name;
}

void relocate(dbpool::WriteTransaction& tx, const Caller& caller, Folder folder, const Folder& target,
              const FolderLimits& limits) {
    FolderReader reader(tx);
    const Place place = placeAfterMove(folder, target, caller);
    if (place.type == FolderType::Public) requireMayCreate(caller, place.type, folder.module);
    const auto path = reader.path(target.id);
    if (std::any_of(path.begin(), path.end(), [&](const Folder& above) { return above.id == folder.id; })) {
        refuse(folder, "A folder cannot be moved into itself.");
    }
    auto tree = wholeTree(tx, folder.id, limits);
    requireRoom(tx, target, heightOf(tree), limits);

    const FolderId from = folder.parent;
    folder.parent = target.id;
    folder.modifiedBy = caller.user;
    tree.front() = folder;
    if (place.type == folder.type) {
        FolderWriter(tx).update(folder);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, target.id, folder.id.value));
    } else {
        constexpr Permission kNeeded[] = {Permission::Admin};
        requireInAll(tx, caller, tree, kNeeded);
        settle(tx, caller, std::move(tree), target, place);
        if (place.type == FolderType::Trash) FolderWriter(tx).setOrigin(folder.id, from);
    }
    leaveTombstone(tx, from, folder);
    tx.record(sync::change(sync::Kind::Folder, sync::Verb::Removed, from, folder.id.value));
}

bool removeFromLeaves(dbpool::WriteTransaction& tx, const Caller& caller, std::span<const Folder> tree,
                      const FolderContents& contents, int& budget) {
    const auto guests = guestsOf(tx, tree);
    const bool done = removeLeaves(tx, caller, tree, contents, budget);
    removeUnshared(tx, guests);
    return done;
}

}  // namespace groupware::folders

#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/caller.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::folders {

/// What a folder verb needs from the object type that fills folders. Each object type implements it once; main/ lists
/// the implementations. Permissions on the folders are checked before. Called from several threads at once.
class FolderContent {
public:
    virtual ~FolderContent() = default;

    /// The module of the folders whose content this is, for example "infostore".
    [[nodiscard]] virtual std::string_view module() const noexcept = 0;

    /// Removes objects of `folder` for good: rows, tombstones, quota, file trash and change records, not the folder.
    /// @param atMost  objects; a batch, so that one transaction stays short
    /// @return the number removed; fewer than `atMost` = the folder is empty now
    /// @throws Error Conflict if somebody else holds a lock on one of them
    virtual int remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) = 0;

    /// Moves objects of `folder` to `trash`, the caller's trash folder of this module, as a move by the caller would:
    /// tombstones, change records, names made unique. Only called for modules whose users have a trash folder.
    /// @return the number moved; fewer than `atMost` = the folder is empty now
    /// @throws Error Conflict if somebody else holds a lock on one of them
    virtual int moveToTrash(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, FolderId trash,
                            int atMost) = 0;

    /// Ends the locks on objects of `folder`, whoever holds them: what a deleted user leaves goes all the same. Object
    /// types without locks need not have it.
    virtual void endLocks(dbpool::WriteTransaction& /*tx*/, FolderId /*folder*/) {}

    /// Makes `heir` the creator and last editor of objects whose creator or last editor `user` was, wherever they are,
    /// as part of deleteuser: tombstones no, change records and the folders' content seq yes. Locks of `user` end.
    /// @return the number changed; fewer than `atMost` = none is left
    virtual int bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) = 0;

    /// The number of objects in each folder; folders without any may be absent.
    [[nodiscard]] virtual std::map<FolderId, std::int64_t> count(dbpool::ReadSession& session,
                                                                 std::span<const FolderId> folders) = 0;
};

/// The object types of this program. Immutable after main/ made it.
class FolderContents {
public:
    /// @param contents  not owned; outlive this object
    explicit FolderContents(std::vector<FolderContent*> contents) : contents_(std::move(contents)) {}

    /// Null if no object type has that module.
    [[nodiscard]] FolderContent* find(std::string_view module) const noexcept {
        for (auto* content : contents_) {
            if (content->module() == module) return content;
        }
        return nullptr;
    }

    [[nodiscard]] const std::vector<FolderContent*>& all() const noexcept { return contents_; }

private:
    std::vector<FolderContent*> contents_;
};

}  // namespace groupware::folders

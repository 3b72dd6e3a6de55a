#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/options.h"
#include "groupware/folders/subscription.h"

#include <map>
#include <optional>
#include <vector>

namespace groupware::folders {

/// One folder of an archive, which nobody trusts.
struct ArchivedFolder {
    Folder folder{};  ///< without the seq values
    std::vector<Grant> grants{};
    std::optional<FolderId> origin{};  ///< in a trash: where it came from, if that is known
};

/// Puts a folder of another context into this one, with the ids it had: parents first. Of a fixed folder (Folder::
/// isSystem()), which is there already, only the permissions. Entries for users, groups and guests that do not exist
/// are left out. Records the change.
/// @throws Error BadRequest if it cannot be where it says it was, Conflict if id or name are taken
void restoreFolder(dbpool::WriteTransaction& tx, const ArchivedFolder& archived, const FolderLimits& limits);

/// What a user said about the whole tree.
struct ArchivedTree {
    std::vector<Grant> delegates{};  ///< entries of allPrivateOf() the user
    std::map<FolderId, Subscription> subscriptions{};
};

/// Once the users, groups and folders are there; what names others is left out. Records the change.
/// @throws Error BadRequest if there is no such user or too much is said
void restoreTree(dbpool::WriteTransaction& tx, UserId user, const ArchivedTree& archived, const FolderLimits& limits);

}  // namespace groupware::folders

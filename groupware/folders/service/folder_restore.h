#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/options.h"

#include <vector>

namespace groupware::folders {

/// One folder of an archive, which nobody trusts.
struct ArchivedFolder {
    Folder folder{};  ///< without the seq values
    std::vector<Grant> grants{};
};

/// Puts a folder of another context into this one, with the ids it had: parents first. Of a fixed folder (Folder::
/// isSystem()), which is there already, only the permissions. Entries for users and groups that do not exist are left
/// out. Records the change.
/// @throws Error BadRequest if it cannot be where it says it was, Conflict if id or name are taken
void restoreFolder(dbpool::WriteTransaction& tx, const ArchivedFolder& archived, const FolderLimits& limits);

}  // namespace groupware::folders

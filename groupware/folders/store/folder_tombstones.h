#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"

#include <vector>

/// Tombstones of folders, by the parent that showed them.
namespace groupware::folders {

/// `folder` is no longer below `parent`: deleted or moved away. The collecting folder that may have shown it to those
/// who could not see `parent` is told, too.
void leaveTombstone(dbpool::WriteTransaction& tx, FolderId parent, const Folder& folder);

/// What left `parent` after `since`; what came back is named, too.
[[nodiscard]] std::vector<FolderId> tombstonesOf(dbpool::ReadSession& session, FolderId parent, Seq since);

}  // namespace groupware::folders

#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"

#include <set>

namespace groupware::folders {

/// Says that something inside `folder` changed in this transaction: sets the folder's content seq (its ctag) to
/// `tx.seq()`. Every write to an object calls it, for both folders of a move. The folder's own `changed` stays.
void touchContent(dbpool::WriteTransaction& tx, FolderId folder);
/// The same of several, in one statement for 512 of them.
void touchContent(dbpool::WriteTransaction& tx, const std::set<FolderId>& folders);

}  // namespace groupware::folders

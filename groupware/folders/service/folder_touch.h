#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"

namespace groupware::folders {

/// Says that something inside `folder` changed in this transaction: sets the folder's content seq (its ctag) to
/// `tx.seq()`. Every write to an object calls it, for both folders of a move. The folder's own `changed` stays.
void touchContent(dbpool::WriteTransaction& tx, FolderId folder);

}  // namespace groupware::folders

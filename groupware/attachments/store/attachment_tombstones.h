#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/attachments/attachment.h"

#include <vector>

/// Tombstones of attachments, which hang on objects and not in folders.
namespace groupware::attachments {

void addTombstone(dbpool::WriteTransaction& tx, const Owner& owner, AttachmentId attachment);

/// What was detached from the object after `since`, oldest first.
[[nodiscard]] std::vector<AttachmentId> tombstonesSince(dbpool::ReadSession& session, const Owner& owner, Seq since);

}  // namespace groupware::attachments

#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/attachments/attachment.h"

#include <span>
#include <vector>

/// Tombstones of attachments, which hang on objects and not in folders.
namespace groupware::attachments {

/// One that does not hang on an object any more.
struct LeftAttachment {
    Owner owner{};
    AttachmentId attachment{};
};
/// Few statements. All of one module.
void addTombstones(dbpool::WriteTransaction& tx, std::span<const LeftAttachment> left);

/// What was detached from the object after `since`, oldest first.
[[nodiscard]] std::vector<AttachmentId> tombstonesSince(dbpool::ReadSession& session, const Owner& owner, Seq since);

}  // namespace groupware::attachments

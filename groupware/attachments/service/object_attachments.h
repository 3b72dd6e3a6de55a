#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/attachments/attachment.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

/// What object types do with the attachments of their objects, in the transaction that changes these.
namespace groupware::attachments {

/// Removes all attachments of objects that are deleted for good: rows and, unless they hang on other objects, too,
/// quota of octets and of attachments; contents go to the filestore's trash. One statement (none is left to do) if they
/// have none, so call it for every batch of deleted objects. Leaves no tombstones and records nothing: the objects' own
/// say it.
/// @param objects  at most WriteTransaction::kMaxObjectsPerTransaction
void removeAll(dbpool::WriteTransaction& tx, Module module, std::span<const std::int64_t> objects);

/// Those of objects that are read together, by object, oldest first. One statement.
/// @param objects  not empty, at most ReadSession::kMaxListValues
[[nodiscard]] std::map<std::int64_t, std::vector<Attachment>> attachmentsOf(dbpool::ReadSession& session, Module module,
                                                                            std::span<const std::int64_t> objects);

/// What the object's own row has to say.
[[nodiscard]] Summary summaryOf(dbpool::ReadSession& session, const Owner& owner);

/// Makes `heir` who added the attachments that `user` added to objects of `module`, whoever changed these since: part
/// of folders::FolderContent::bequeath(). Later than the objects, so that `user` is nowhere when none is left.
/// @param atMost  positive
/// @return the number changed; fewer than `atMost` = none is left
int bequeathAttachments(dbpool::WriteTransaction& tx, Module module, UserId user, UserId heir, int atMost);

}  // namespace groupware::attachments

#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/attachments/attachment.h"
#include "groupware/attachments/limits.h"
#include "groupware/folders/service/folder_archive.h"
#include "groupware/formats/json/json.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <vector>

/// Attachments in archives of whole contexts: a list in the JSON of the object that they hang on, and a file each. For
/// the FolderArchive of that object's type.
namespace groupware::attachments {

/// Which of them hang on several objects. One statement for 512 files.
[[nodiscard]] std::set<AttachmentId> sharedAmong(dbpool::ReadSession& session,
                                                 const std::map<std::int64_t, std::vector<Attachment>>& attachments);

/// What the object's JSON says, and what becomes a file. Both in the order of `attachments`.
[[nodiscard]] formats::json::Array::Ptr archived(std::span<const Attachment> attachments);
/// @param object  its id keeps the files of different objects apart
/// @param shared  as sharedAmong() says; of an object type that has none: nothing
[[nodiscard]] std::vector<folders::ArchivedPart> archivedParts(std::int64_t object,
                                                               std::span<const Attachment> attachments,
                                                               const std::set<AttachmentId>& shared = {});

/// The way back, of what nobody trusts. With the ids that they had; none in archives of old versions. Attachments that
/// the archive does not have are left out.
/// @param list   may be null for none
/// @param parts  as archivedParts() named them
/// @throws Error BadRequest, TooLarge
[[nodiscard]] std::vector<Attachment> readArchived(const formats::json::Array::Ptr& list,
                                                   std::span<const folders::ArchivedPart> parts,
                                                   const std::function<UserId(std::int64_t)>& userOf,
                                                   const Limits& limits);

/// Adds the rows of restored objects. Files keep their ids, so what hung on several objects does again, and counts
/// once. The contents are those of the first; if an archive (of an old version) has them once more, these go to the
/// filestore's trash. A file whose contents came with an object that was refused is left out: who reads the archive
/// knows, and reports it.
/// @param attachments  of one object type, with their owners; their blobs are stored
/// @return what hangs on each object now; nothing for one without any
/// @throws Error QuotaExceeded
std::map<std::int64_t, Summary> restoreAttachments(dbpool::WriteTransaction& tx,
                                                   std::span<const Attachment> attachments);

[[nodiscard]] Summary summaryOf(std::span<const Attachment> attachments);

}  // namespace groupware::attachments

#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/attachments/attachment.h"
#include "groupware/attachments/store/attachment_reader.h"

#include <span>

/// Rows of attachments with what follows from them, in the transaction of the change: octets, number, file trash.
namespace groupware::attachments {

/// Adds rows; their blobs are stored. Gives each an id and the transaction's seq.
/// @param attachments  not empty
/// @throws Error QuotaExceeded if the context may not have so many, or not their octets
void insertAttachments(dbpool::WriteTransaction& tx, std::span<Attachment> attachments);

/// The same with the ids that they bring along, which are free, and taken from now on.
void keepAttachments(dbpool::WriteTransaction& tx, std::span<const Attachment> attachments);

/// After rows were removed: what hangs on no object any more is given back, octets and number, and its contents go to
/// the filestore's trash. What is shared stays until its last row goes.
/// @param removed  each once; not empty
void dropUnattached(dbpool::WriteTransaction& tx, std::span<const AttachmentReader::StoredBlob> removed);

}  // namespace groupware::attachments

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

/// Removes rows; their contents go to the filestore's trash.
/// @param blobs  not empty
void eraseAttachments(dbpool::WriteTransaction& tx, std::span<const AttachmentReader::StoredBlob> blobs);

}  // namespace groupware::attachments

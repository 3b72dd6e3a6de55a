#include "groupware/attachments/service/attachment_writing.h"

#include "filestore/quota.h"
#include "groupware/attachments/store/attachment_writer.h"
#include "groupware/principals/service/object_quotas.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace groupware::attachments {

void insertAttachments(dbpool::WriteTransaction& tx, std::span<Attachment> attachments) {
    std::int64_t octets = 0;
    AttachmentWriter writer(tx);
    for (Attachment& attachment : attachments) {
        writer.insert(attachment);
        octets += attachment.size;
    }
    principals::requireRoom(tx, principals::QuotaModule::Attachment, static_cast<std::int64_t>(attachments.size()));
    if (octets > 0) filestore::charge(tx, octets);
}

void eraseAttachments(dbpool::WriteTransaction& tx, std::span<const AttachmentReader::StoredBlob> blobs) {
    std::int64_t octets = 0;
    std::vector<std::int64_t> ids;
    for (const auto& blob : blobs) {
        filestore::trash(tx, blob.key);
        octets += blob.size;
        ids.push_back(blob.attachment.value);
    }
    for (std::span<const std::int64_t> rest(ids); !rest.empty();) {
        const auto piece = rest.first(std::min(rest.size(), dbpool::ReadSession::kMaxListValues));
        AttachmentWriter(tx).remove(piece);
        rest = rest.subspan(piece.size());
    }
    if (octets > 0) filestore::charge(tx, -octets);
    principals::releaseRoom(tx, principals::QuotaModule::Attachment, static_cast<std::int64_t>(ids.size()));
}

}  // namespace groupware::attachments

#include "groupware/attachments/service/attachment_writing.h"

#include "filestore/quota.h"
#include "groupware/attachments/store/attachment_writer.h"
#include "groupware/principals/service/object_quotas.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace groupware::attachments {

namespace {

void count(dbpool::WriteTransaction& tx, std::span<const Attachment> attachments) {
    std::int64_t octets = 0;
    for (const Attachment& attachment : attachments) octets += attachment.size;
    principals::requireRoom(tx, principals::QuotaModule::Attachment, static_cast<std::int64_t>(attachments.size()));
    if (octets > 0) filestore::charge(tx, octets);
}

}  // namespace

void insertAttachments(dbpool::WriteTransaction& tx, std::span<Attachment> attachments) {
    AttachmentWriter writer(tx);
    for (Attachment& attachment : attachments) writer.insert(attachment);
    count(tx, attachments);
}

void keepAttachments(dbpool::WriteTransaction& tx, std::span<const Attachment> attachments) {
    AttachmentId last;
    for (const Attachment& attachment : attachments) last = std::max(last, attachment.id);
    AttachmentWriter writer(tx);
    writer.takeIds(last);
    writer.share(attachments);
    count(tx, attachments);
}

void dropUnattached(dbpool::WriteTransaction& tx, std::span<const AttachmentReader::StoredBlob> removed) {
    std::vector<std::int64_t> ids;
    for (const auto& blob : removed) ids.push_back(blob.attachment.value);
    const auto attached = AttachmentReader(tx).attached(ids);
    std::int64_t octets = 0;
    std::int64_t count = 0;
    for (const auto& blob : removed) {
        if (attached.contains(blob.attachment)) continue;
        filestore::trash(tx, blob.key);
        octets += blob.size;
        ++count;
    }
    if (octets > 0) filestore::charge(tx, -octets);
    if (count > 0) principals::releaseRoom(tx, principals::QuotaModule::Attachment, count);
}

}  // namespace groupware::attachments

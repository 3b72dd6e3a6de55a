#include "groupware/attachments/store/attachment_writer.h"

namespace groupware::attachments {
namespace {

using dbpool::WriteStatement;

constexpr WriteStatement kInsert{
    "attachments.attachment.insert",
    "INSERT INTO attachment (cid, id, module, object, filename, media_type, rtf, blob_key, size, sha256, created_by, "
    "created_at, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr WriteStatement kBequeath{
    "attachments.attachment.bequeath",
    "UPDATE (SELECT cid, id FROM attachment WHERE cid = ? AND module = ? AND created_by = ? LIMIT ?) k "
    "JOIN attachment a ON a.cid = k.cid AND a.id = k.id SET a.created_by = ?, a.seq = ?"};
constexpr WriteStatement kRemove{"attachments.attachment.remove",
                                 "DELETE FROM attachment WHERE cid = ? AND id IN (?...)"};

}  // namespace

void AttachmentWriter::insert(Attachment& attachment) {
    attachment.id = {transaction_.nextId("attachment")};
    attachment.seq = transaction_.seq();
    transaction_.execute(
        kInsert, {attachment.id.value, static_cast<std::int64_t>(attachment.owner.module), attachment.owner.object,
                  attachment.filename, attachment.mediaType, attachment.rtf ? 1 : 0, attachment.blobKey,
                  attachment.size, dbpool::Blob{attachment.sha256}, attachment.createdBy.value,
                  attachment.createdAt.time_since_epoch().count(), attachment.seq.value});
}

std::int64_t AttachmentWriter::bequeath(Module module, UserId user, UserId heir, int atMost) {
    return transaction_.execute(kBequeath, {static_cast<std::int64_t>(module), user.value,
                                            static_cast<std::int64_t>(atMost), heir.value, transaction_.seq().value});
}

void AttachmentWriter::remove(std::span<const std::int64_t> attachments) {
    transaction_.executeIn(kRemove, {}, attachments);
}

}  // namespace groupware::attachments

#include "groupware/attachments/service/object_attachments.h"

#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/attachments/store/attachment_reader.h"
#include "groupware/attachments/store/attachment_writer.h"
#include "groupware/sync/change.h"

namespace groupware::attachments {

void removeAll(dbpool::WriteTransaction& tx, Module module, std::span<const std::int64_t> objects) {
    if (objects.empty()) return;
    const auto blobs = AttachmentReader(tx).blobsOf(module, objects);
    if (blobs.empty()) return;
    AttachmentWriter(tx).removeOf(module, objects);
    dropUnattached(tx, blobs);
}

std::map<std::int64_t, std::vector<Attachment>> attachmentsOf(dbpool::ReadSession& session, Module module,
                                                              std::span<const std::int64_t> objects) {
    return AttachmentReader(session).list(module, objects);
}

Summary summaryOf(dbpool::ReadSession& session, const Owner& owner) {
    return AttachmentReader(session).summary(owner);
}

int bequeathAttachments(dbpool::WriteTransaction& tx, Module module, UserId user, UserId heir, int atMost) {
    const auto changed = AttachmentWriter(tx).bequeath(module, user, heir, atMost);
    if (changed > 0) tx.record(sync::change(sync::Kind::Attachment, sync::Verb::Changed, {}, 0));
    return static_cast<int>(changed);
}

}  // namespace groupware::attachments

#include "groupware/attachments/service/object_attachments.h"

#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/attachments/store/attachment_reader.h"

namespace groupware::attachments {

void removeAll(dbpool::WriteTransaction& tx, Module module, std::span<const std::int64_t> objects) {
    if (objects.empty()) return;
    const auto blobs = AttachmentReader(tx).blobsOf(module, objects);
    if (!blobs.empty()) eraseAttachments(tx, blobs);
}

}  // namespace groupware::attachments

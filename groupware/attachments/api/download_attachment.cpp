#include "groupware/attachments/api/download_attachment.h"

#include "groupware/api/contents_answer.h"
#include "groupware/attachments/api/wire.h"
#include "groupware/base/crypto.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace groupware::attachments::api {

engine::Result DownloadAttachment::handle(const Caller& caller, const engine::Call& call) {
    (void)engine::requireRequest(call);
    OpenAttachment opened = service_.open(caller, targetOf(call), attachmentOf(call));
    const Attachment& attachment = opened.attachment;
    return engine::answerContents(
        call, {.etag = "\"" + std::to_string(attachment.id.value) + "-" + crypto::toHex(attachment.sha256) + "\"",
               .modified = attachment.createdAt,
               .size = attachment.size,
               .mediaType = attachment.mediaType,
               .fileName = attachment.filename,
               // Shared by the copies of the function, of which one is called.
               .readAt = [reader = std::shared_ptr(std::move(opened.reader))](
                             std::int64_t offset, std::span<char> into) { return reader->readAt(offset, into); }});
}

}  // namespace groupware::attachments::api

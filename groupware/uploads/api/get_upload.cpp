#include "groupware/uploads/api/get_upload.h"

#include "groupware/api/contents_answer.h"
#include "groupware/base/crypto.h"

#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace groupware::uploads::api {

groupware::api::Result GetUpload::handle(const Caller& caller, const groupware::api::Call& call) {
    (void)groupware::api::requireRequest(call);
    OpenUpload opened = service_.open(caller, call.require("id"));
    return groupware::api::answerContents(
        call, {.etag = "\"" + crypto::toHex(opened.upload.sha256) + "\"",
               .modified = opened.upload.createdAt,
               .size = opened.upload.size,
               .mediaType = opened.upload.mediaType,
               .fileName = opened.upload.filename,
               // Shared by the copies of the function, of which one is called.
               .readAt = [reader = std::shared_ptr(std::move(opened.reader))](
                             std::int64_t offset, std::span<char> into) { return reader->readAt(offset, into); }});
}

}  // namespace groupware::uploads::api

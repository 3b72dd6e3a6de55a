#include "groupware/infostore/api/download_document.h"

#include "groupware/api/contents_answer.h"
#include "groupware/base/crypto.h"
#include "groupware/infostore/api/wire.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace groupware::infostore::api {
namespace {

/// The version the client wants; nothing = the current one, which clients also call 0 and -1.
std::optional<int> versionOf(const engine::Call& call) {
    const auto number = call.integer("version");
    if (!number || *number <= 0) return std::nullopt;
    return static_cast<int>(std::min<std::int64_t>(*number, std::numeric_limits<int>::max()));
}

std::string etagOf(const OpenContents& opened) {
    return "\"" + std::to_string(opened.document.id.value) + "-" + std::to_string(opened.version.number) + "-" +
           crypto::toHex(opened.version.sha256.substr(0, 16)) + "\"";
}

}  // namespace

engine::Result DownloadDocument::handle(const Caller& caller, const engine::Call& call) {
    (void)engine::requireRequest(call);
    OpenContents opened = service_.openContents(caller, documentRefOf(call), versionOf(call));
    const bool current = opened.version.number == opened.document.currentVersion;
    return engine::answerContents(
        call, {.etag = etagOf(opened),
               .modified = current ? opened.document.modified : opened.version.createdAt,
               .size = opened.version.size,
               .mediaType = opened.version.mediaType,
               .fileName = current ? opened.document.filename : opened.version.filename,
               // Shared by the copies of the function, of which one is called.
               .readAt = [reader = std::shared_ptr(std::move(opened.reader))](
                             std::int64_t offset, std::span<char> into) { return reader->readAt(offset, into); }});
}

}  // namespace groupware::infostore::api

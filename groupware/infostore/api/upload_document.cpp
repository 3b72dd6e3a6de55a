#include "groupware/infostore/api/upload_document.h"

#include "groupware/api/contents_answer.h"
#include "groupware/infostore/api/wire.h"

#include <cstdint>
#include <optional>
#include <span>

namespace groupware::infostore::api {
namespace {

std::optional<std::int64_t> lengthOf(const http::Request& request) {
    const auto length = request.body().length();
    if (!length) return std::nullopt;
    return static_cast<std::int64_t>(*length);
}

}  // namespace

engine::Result UploadDocument::handle(const Caller& caller, const engine::Call& call) {
    const http::Request& request = engine::requireRequest(call);
    const DocumentPatch patch = patchOf(call);
    const auto seen = lastSeen(call);
    std::optional<DocumentRef> document;
    if (call.parameter("id")) document = documentRefOf(call);
    const auto length = lengthOf(request);
    if (document) {
        service_.requireUploadable(caller, *document, seen, length);
    } else {
        service_.requireUploadable(caller, folderId(call.require("folder_id")), length);
        (void)call.require("filename");
    }
    auto contents = service_.stage(caller, {.read = [&](std::span<char> into) { return request.body().read(into); },
                                            .length = length,
                                            .md5 = call.parameter("file_md5sum").value_or("")});
    if (document) return written(service_.update(caller, *document, patch, &contents, seen));
    return written(service_.create(caller, patch, &contents, call.flag("try_add_version")));
}

}  // namespace groupware::infostore::api

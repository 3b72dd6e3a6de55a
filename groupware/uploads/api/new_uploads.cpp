#include "groupware/uploads/api/new_uploads.h"

#include "groupware/api/contents_answer.h"
#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::uploads::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

namespace {

/// What a client may say that it sends. The media type is what counts.
constexpr std::array<std::string_view, 7> kTypes{"file", "text", "media", "image", "audio", "video", "application"};

void requireType(const engine::Call& call) {
    const auto type = call.require("type");
    if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
        throw Error(ErrorCode::BadRequest, "unknown type of upload", "There is no such type of file.");
}

}  // namespace

engine::Result NewUploads::handle(const Caller& caller, const engine::Call& call) {
    const http::Request& request = engine::requireRequest(call);
    (void)call.require("module");  // for whom it is; all are kept alike
    requireType(call);
    if (request.contentType() != "multipart/form-data")
        throw Error(ErrorCode::BadRequest, "upload without a form", "Files are uploaded by multipart/form-data.");
    http::MultipartReader reader(request.body(), request.header("Content-Type"), limits_);
    std::vector<NewUpload> files;
    while (const auto part = reader.next()) {
        if (!part->fileName) continue;
        files.push_back({.filename = *part->fileName,
                         .mediaType = part->contentType,
                         .contents = service_.stage(caller, [&](std::span<char> into) { return reader.read(into); })});
    }
    const auto added = service_.add(caller, files);
    auto ids = json::makeArray();
    for (const auto& id : added.ids) ids->add(id);
    engine::Result answer;
    answer.data = ids;
    answer.committed = added.committed;
    return answer;
}

}  // namespace groupware::uploads::api

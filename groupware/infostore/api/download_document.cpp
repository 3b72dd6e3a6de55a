#include "groupware/infostore/api/download_document.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/http/content_disposition.h"
#include "groupware/http/download.h"
#include "groupware/infostore/api/wire.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace groupware::infostore::api {
namespace {

/// A stretch of open contents.
class BlobBody final : public net::ResponseBody {
public:
    BlobBody(OpenContents contents, const http::ByteRange& range)
        : contents_(std::move(contents)), offset_(static_cast<std::int64_t>(range.first)), rest_(range.length()) {}

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), rest_));
        const std::size_t count = contents_.reader->readAt(offset_, into.first(wanted));
        if (count < wanted) throw Error(ErrorCode::Internal, "a blob is shorter than its row says");
        offset_ += static_cast<std::int64_t>(count);
        rest_ -= count;
        return count;
    }

private:
    OpenContents contents_;
    std::int64_t offset_;
    std::uint64_t rest_;
};

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
    const http::Request* request = call.request();
    if (request == nullptr)
        throw Error(ErrorCode::BadRequest, "download inside of multiple", "A download is a request of its own.");
    OpenContents opened = service_.openContents(caller, documentRefOf(call), versionOf(call));
    const bool current = opened.version.number == opened.document.currentVersion;
    http::Download download{
        .validators = {.etag = etagOf(opened),
                       .lastModified = current ? opened.document.modified : opened.version.createdAt},
        .size = static_cast<std::uint64_t>(opened.version.size),
        .contentType = opened.version.mediaType,
        .disposition = http::contentDisposition(http::Disposition::Attachment,
                                                current ? opened.document.filename : opened.version.filename),
        .open = [&](const http::ByteRange& range) { return std::make_unique<BlobBody>(std::move(opened), range); }};
    engine::Result answer;
    answer.response = http::serveDownload(*request, download);
    auto& headers = answer.response->headers;
    headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    headers.emplace_back("Cache-Control", "private, no-cache");
    return answer;
}

}  // namespace groupware::infostore::api

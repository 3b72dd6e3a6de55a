#include "groupware/api/contents_answer.h"

#include "groupware/base/error.h"
#include "groupware/http/content_disposition.h"
#include "groupware/http/download.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace groupware::api {
namespace {

/// A stretch of contents.
class ContentsBody final : public net::ResponseBody {
public:
    ContentsBody(Contents contents, const http::ByteRange& range)
        : contents_(std::move(contents)), offset_(static_cast<std::int64_t>(range.first)), rest_(range.length()) {}

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), rest_));
        const std::size_t count = contents_.readAt(offset_, into.first(wanted));
        if (count < wanted) throw Error(ErrorCode::Internal, "a blob is shorter than its row says");
        offset_ += static_cast<std::int64_t>(count);
        rest_ -= count;
        return count;
    }

private:
    Contents contents_;
    std::int64_t offset_;
    std::uint64_t rest_;
};

}  // namespace

const http::Request& requireRequest(const Call& call) {
    const http::Request* request = call.request();
    if (request == nullptr)
        throw Error(ErrorCode::BadRequest, "upload or download inside of multiple",
                    "An upload or download is a request of its own.");
    return *request;
}

Result answerContents(const Call& call, Contents contents) {
    const http::Request& request = requireRequest(call);
    http::Download download{.validators = {.etag = contents.etag, .lastModified = contents.modified},
                            .size = static_cast<std::uint64_t>(contents.size),
                            .contentType = contents.mediaType,
                            .disposition = http::contentDisposition(http::Disposition::Attachment, contents.fileName),
                            .open = [&](const http::ByteRange& range) {
                                return std::make_unique<ContentsBody>(std::move(contents), range);
                            }};
    Result answer;
    answer.response = http::serveDownload(request, download);
    auto& headers = answer.response->headers;
    headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    headers.emplace_back("Cache-Control", "private, no-cache");
    return answer;
}

}  // namespace groupware::api

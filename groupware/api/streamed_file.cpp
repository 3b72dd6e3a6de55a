#include "groupware/api/streamed_file.h"

#include "groupware/http/content_disposition.h"

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

namespace groupware::api {
namespace {

class PiecesBody final : public net::ResponseBody {
public:
    PiecesBody(std::string first, std::function<std::string()> next)
        : piece_(std::move(first)), next_(std::move(next)) {}

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        if (at_ == piece_.size() && !ended_) {
            piece_ = next_();
            at_ = 0;
            ended_ = piece_.empty();
        }
        const std::size_t count = piece_.copy(into.data(), into.size(), at_);
        at_ += count;
        return count;
    }

private:
    std::string piece_;
    std::function<std::string()> next_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

}  // namespace

Result streamFile(const std::string& mediaType, const std::string& name, std::function<std::string()> next) {
    Result answer;
    answer.response = http::Response{};
    auto& headers = answer.response->headers;
    headers.emplace_back("Content-Type", mediaType);
    headers.emplace_back("Content-Disposition", http::contentDisposition(http::Disposition::Attachment, name));
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    headers.emplace_back("Cache-Control", "private, no-cache");
    auto first = next();
    answer.response->stream = std::make_unique<PiecesBody>(std::move(first), std::move(next));
    return answer;
}

}  // namespace groupware::api

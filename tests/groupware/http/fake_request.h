#pragma once

#include "groupware/http/request.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace groupware::http::test {

/// A body that gives `piece` octets per read, as a slow network would.
class TextBody final : public net::RequestBody {
public:
    explicit TextBody(std::string text, std::size_t piece = 1 << 20) : text_(std::move(text)), piece_(piece) {}

    std::size_t read(std::span<char> into) override {
        const std::size_t count = std::min({into.size(), piece_, text_.size() - position_});
        std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(position_), count, into.begin());
        position_ += count;
        return count;
    }
    [[nodiscard]] std::optional<std::uint64_t> length() const override { return std::nullopt; }
    [[nodiscard]] std::size_t unread() const { return text_.size() - position_; }

private:
    std::string text_;
    std::size_t piece_;
    std::size_t position_ = 0;
};

/// Owns what a Request refers to.
struct FakeRequest {
    static constexpr std::size_t kMaxParameters = 8;

    FakeRequest(const std::string& method, const std::string& target, net::Headers headers = {},
                std::string content = {})
        : body(std::move(content)) {
        const auto question = target.find('?');
        head.method = method;
        head.path = target.substr(0, question);
        head.query = question == std::string::npos ? "" : target.substr(question + 1);
        head.headers = std::move(headers);
        head.route = "OX-1";
        head.id = "r-1";
        request = std::make_unique<Request>(head, body, kMaxParameters);
    }

    const Request& operator*() const { return *request; }
    const Request* operator->() const { return request.get(); }

    net::RequestHead head;
    TextBody body;
    std::unique_ptr<Request> request;
};

}  // namespace groupware::http::test

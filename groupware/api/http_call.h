#pragma once

#include "groupware/api/action.h"
#include "groupware/formats/json/json.h"
#include "groupware/http/percent.h"

#include <optional>
#include <string>
#include <vector>

namespace groupware::api {

/// What a client may send. See options.h.
struct Limits {
    formats::json::Limits json{};
    std::size_t formBytes = 1 << 20;
    std::size_t parameters = 256;
    std::size_t multipleCalls = 500;
};

/// A call that is an HTTP request of its own: query and form parameters together, and a body that is read when asked
/// for.
class HttpCall final : public Call {
public:
    /// Reads a form body.
    /// @throws CodedError SVL-0030 for a password in the URI
    HttpCall(const http::Request& request, const Limits& limits);

    void setPath(std::vector<std::string> path) { path_ = std::move(path); }

    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const override;
    [[nodiscard]] const std::vector<std::string>& path() const override { return path_; }
    [[nodiscard]] const formats::json::Value& json() const override;
    [[nodiscard]] const http::Request* request() const noexcept override { return &request_; }

private:
    const http::Request& request_;
    formats::json::Limits jsonLimits_;
    http::Parameters form_;
    bool hasForm_ = false;
    std::vector<std::string> path_;
    mutable std::optional<formats::json::Value> json_;  ///< read on first use, on the request's one thread
};

}  // namespace groupware::api

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "groupware/net/exchange.h"

namespace groupware::http {

/// One request, decoded. Lives on the worker that serves it.
class Request {
public:
    /// Decodes path and query. Strips `;jsessionid=` and other path parameters.
    /// @throws Error BadRequest for a broken escape, NUL, "." or ".." segments, an encoded slash, or invalid UTF-8;
    ///         TooLarge for more than `http.parameters` query parameters
    Request(const net::RequestHead& head, net::RequestBody& body, std::size_t maxParameters);

    [[nodiscard]] const std::string& method() const noexcept { return head_.method; }
    /// Decoded, each without slashes; "/ajax/login" gives {"ajax", "login"}.
    [[nodiscard]] const std::vector<std::string>& pathSegments() const noexcept { return segments_; }
    /// The path as it came, still encoded.
    [[nodiscard]] const std::string& rawPath() const noexcept { return head_.path; }

    /// The field's value, or empty.
    [[nodiscard]] std::string header(std::string_view name) const;
    /// The cookie's value, or nothing. RFC 6265 section 5.4.
    [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
    /// A decoded query parameter; the first of that name.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
    [[nodiscard]] const std::multimap<std::string, std::string, std::less<>>& parameters() const noexcept {
        return parameters_;
    }

    /// The media type without parameters, in lower case.
    [[nodiscard]] std::string contentType() const;
    [[nodiscard]] net::RequestBody& body() const noexcept { return body_; }
    /// The whole body.
    /// @throws Error TooLarge above `limit` octets
    [[nodiscard]] std::string readBody(std::size_t limit) const;

    [[nodiscard]] const net::RequestHead& head() const noexcept { return head_; }

private:
    const net::RequestHead& head_;
    net::RequestBody& body_;
    std::vector<std::string> segments_;
    std::multimap<std::string, std::string, std::less<>> parameters_;
};

}  // namespace groupware::http

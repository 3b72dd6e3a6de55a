#pragma once

#include "groupware/base/ids.h"
#include "groupware/http/percent.h"
#include "groupware/net/exchange.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::http {

/// What the access log says about a request besides its status; filled in by whoever learns it.
struct AccessNotes {
    std::string operation;  ///< the protocol's sub-method: "infostore/get", "REPORT sync-collection", "Sync"
    ContextId context;      ///< 0 while unknown
    UserId user;            ///< 0 while unknown
};

/// One request, decoded. Lives on the worker that serves it.
class Request {
public:
    /// Decodes path and query. Strips `;jsessionid=` and other path parameters.
    /// @throws Error BadRequest for a broken escape, NUL, "." or ".." segments, an encoded slash, or invalid UTF-8;
    ///         TooLarge for more than `http.parameters` query parameters
    Request(const net::RequestHead& head, net::RequestBody& body, std::size_t maxParameters);

    [[nodiscard]] const std::string& method() const noexcept { return head_.method; }
    /// Decoded, each without slashes, empty ones left out; "/ajax/login" gives {"ajax", "login"}.
    [[nodiscard]] const std::vector<std::string>& pathSegments() const noexcept { return segments_; }
    /// The path as it came, still encoded.
    [[nodiscard]] const std::string& rawPath() const noexcept { return head_.path; }

    /// Which route of the router serves it, for example "/ajax"; empty if none.
    [[nodiscard]] const std::string& route() const noexcept { return route_; }
    /// The path segments after the route's own: {"login"} for "/ajax/login" and for "/appsuite/api/login".
    [[nodiscard]] std::span<const std::string> tail() const noexcept;
    void setRoute(std::string route, std::size_t segments);

    /// The field's value, or empty. Several fields of one name are joined by ", ". RFC 9110 section 5.3.
    [[nodiscard]] std::string header(std::string_view name) const;
    /// The cookie's value, or nothing; the first of that name. RFC 6265 section 5.4.
    [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
    /// A decoded query parameter; the first of that name.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
    [[nodiscard]] const Parameters& parameters() const noexcept { return parameters_; }

    /// The media type without parameters, in lower case.
    [[nodiscard]] std::string contentType() const;
    [[nodiscard]] net::RequestBody& body() const noexcept { return body_; }
    /// The whole body.
    /// @throws Error TooLarge above `limit` octets
    [[nodiscard]] std::string readBody(std::size_t limit) const;

    [[nodiscard]] const net::RequestHead& head() const noexcept { return head_; }
    /// Changeable although the request is not: notes about it, made on the one thread that serves it.
    [[nodiscard]] AccessNotes& notes() const noexcept { return notes_; }

private:
    const net::RequestHead& head_;
    net::RequestBody& body_;
    std::vector<std::string> segments_;
    Parameters parameters_;
    std::string route_;
    std::size_t routeSegments_ = 0;
    mutable AccessNotes notes_;
};

}  // namespace groupware::http

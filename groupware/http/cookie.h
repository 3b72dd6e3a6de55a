#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace groupware::http {

/// A cookie to be set. RFC 6265 section 4.1.
struct SetCookie {
    std::string name;
    std::string value;
    std::string path = "/";
    bool httpOnly = true;
    bool secure = false;                           ///< set it when the client's connection is TLS
    std::optional<std::chrono::seconds> maxAge{};  ///< absent: until the browser closes; zero: removes the cookie
    std::string sameSite = "Lax";                  ///< empty leaves the attribute out

    /// The value of a `Set-Cookie` field.
    /// @throws Error Internal if name, value or path would break out of the field
    [[nodiscard]] std::string field() const;
};

}  // namespace groupware::http

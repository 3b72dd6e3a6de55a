#pragma once

#include <optional>
#include <string>
#include <string_view>

/// What the field `Authorization` holds. RFC 9110 section 11.6.2. Pure.
namespace groupware::http {

/// A name with its password. RFC 7617 section 2.
struct BasicCredentials {
    std::string name;
    std::string password;
    friend bool operator==(const BasicCredentials&, const BasicCredentials&) = default;
};

/// Nothing for another scheme and for anything broken: base64 that is none, no colon, text that is not UTF-8, control
/// characters.
[[nodiscard]] std::optional<BasicCredentials> basicCredentials(std::string_view field);

/// The token of the scheme Bearer. RFC 6750 section 2.1. Nothing for another scheme or characters that no token has.
[[nodiscard]] std::optional<std::string> bearerToken(std::string_view field);

}  // namespace groupware::http

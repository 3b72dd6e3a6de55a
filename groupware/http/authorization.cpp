#include "groupware/http/authorization.h"

#include "groupware/base/base64.h"
#include "groupware/base/utf8.h"
#include "groupware/http/text.h"

#include <algorithm>

namespace groupware::http {
namespace {

constexpr std::size_t kMaxField = 8192;

/// What follows the scheme, or nothing if it is another one.
std::optional<std::string_view> afterScheme(std::string_view field, std::string_view scheme) {
    field = trim(field);
    if (field.size() > kMaxField || field.size() <= scheme.size()) return std::nullopt;
    if (!equalsIgnoreCase(field.substr(0, scheme.size()), scheme) || field[scheme.size()] != ' ') return std::nullopt;
    return trim(field.substr(scheme.size()));
}

bool hasControls(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

/// RFC 6750's b64token.
bool isTokenCharacter(char c) {
    const bool letterOrDigit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return letterOrDigit || std::string_view("-._~+/=").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<BasicCredentials> basicCredentials(std::string_view field) {
    const auto encoded = afterScheme(field, "Basic");
    if (!encoded || encoded->find_first_of(" \t") != std::string_view::npos) return std::nullopt;
    const auto decoded = decodeBase64(*encoded);
    if (!decoded || !isUtf8(*decoded) || hasControls(*decoded)) return std::nullopt;
    const auto colon = decoded->find(':');
    if (colon == std::string::npos) return std::nullopt;
    return BasicCredentials{.name = decoded->substr(0, colon), .password = decoded->substr(colon + 1)};
}

std::optional<std::string> bearerToken(std::string_view field) {
    const auto token = afterScheme(field, "Bearer");
    if (!token || !std::all_of(token->begin(), token->end(), isTokenCharacter)) return std::nullopt;
    return std::string(*token);
}

}  // namespace groupware::http

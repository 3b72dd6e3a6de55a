#include "groupware/http/cookie.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <string_view>

namespace groupware::http {
namespace {

void requireClean(std::string_view text, std::string_view forbidden) {
    const bool clean = std::all_of(text.begin(), text.end(), [&](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return octet > 0x20 && octet < 0x7F && forbidden.find(c) == std::string_view::npos;
    });
    if (!clean) throw Error(ErrorCode::Internal, "text unfit for a cookie");
}

}  // namespace

std::string SetCookie::field() const {
    requireClean(name, "=;,\"()<>@:\\/[]?{}");
    requireClean(value, ";,\"\\");
    requireClean(path, ";");
    std::string text = name + "=" + value + "; Path=" + path;
    if (maxAge) text += "; Max-Age=" + std::to_string(maxAge->count());
    if (httpOnly) text += "; HttpOnly";
    if (secure) text += "; Secure";
    if (!sameSite.empty()) text += "; SameSite=" + sameSite;
    return text;
}

}  // namespace groupware::http

#include "groupware/session/cookies.h"

#include "groupware/base/crypto.h"

namespace groupware::session {
namespace {

constexpr std::size_t kHashOctets = 16;

std::string shortHash(const std::string& text) {
    return crypto::toHex(crypto::sha256(text).substr(0, kHashOctets));
}

}  // namespace

std::string cookieHash(const Client& client) {
    return shortHash(client.name + '\0' + client.userAgent);
}

std::string publicCookieHash(const Client& client) {
    return shortHash(client.userAgent);
}

std::string secretCookieName(std::string_view cookieHash) {
    return "open-xchange-secret-" + std::string(cookieHash);
}

std::string sessionCookieName(std::string_view cookieHash) {
    return "open-xchange-session-" + std::string(cookieHash);
}

std::string publicSessionCookieName(std::string_view publicCookieHash) {
    return "open-xchange-public-session-" + std::string(publicCookieHash);
}

}  // namespace groupware::session

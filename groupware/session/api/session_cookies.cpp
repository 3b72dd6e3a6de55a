#include "groupware/session/api/session_cookies.h"

#include "groupware/http/cookie.h"
#include "groupware/session/cookies.h"

#include <utility>

namespace groupware::session::api {

void SessionCookies::setProof(const Session& session, std::string_view secret) {
    set(secretCookieName(session.cookieHash), std::string(secret), session.staySignedIn);
    set(publicSessionCookieName(session.publicCookieHash), session.publicId.hex(), session.staySignedIn);
}

void SessionCookies::setSessionId(const Session& session) {
    set(sessionCookieName(session.cookieHash), session.id.hex(), session.staySignedIn);
}

void SessionCookies::clear(const Session& session) {
    remove(secretCookieName(session.cookieHash));
    remove(sessionCookieName(session.cookieHash));
    remove(publicSessionCookieName(session.publicCookieHash));
}

void SessionCookies::set(std::string name, std::string value, bool persistent) {
    http::SetCookie cookie{.name = std::move(name), .value = std::move(value), .secure = request_.head().secure};
    if (persistent) cookie.maxAge = std::chrono::duration_cast<std::chrono::seconds>(longLife_);
    response_.headers.emplace_back("Set-Cookie", cookie.field());
}

void SessionCookies::remove(std::string name) {
    const http::SetCookie cookie{.name = std::move(name),
                                 .value = "invalid",
                                 .secure = request_.head().secure,
                                 .maxAge = std::chrono::seconds(0)};
    response_.headers.emplace_back("Set-Cookie", cookie.field());
}

}  // namespace groupware::session::api

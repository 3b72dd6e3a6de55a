#pragma once

#include "groupware/session/session.h"

#include <string>
#include <string_view>

/// The names of a session's cookies. Clients never compute them.
namespace groupware::session {

/// 32 hex digits that keep the sessions of several clients apart in one cookie jar. The same for the same client
/// everywhere. Computed at login and at autologin only, because a browser's update changes its User-Agent.
[[nodiscard]] std::string cookieHash(const Client& client);
/// Likewise for the public session, which all clients of one browser share.
[[nodiscard]] std::string publicCookieHash(const Client& client);

/// Holds the secret that proves a session, with every request.
[[nodiscard]] std::string secretCookieName(std::string_view cookieHash);
/// Holds the session id for autologin.
[[nodiscard]] std::string sessionCookieName(std::string_view cookieHash);
/// Holds the public session id, which lets pictures be fetched without a session in the address.
[[nodiscard]] std::string publicSessionCookieName(std::string_view publicCookieHash);

}  // namespace groupware::session

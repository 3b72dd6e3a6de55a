#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/session/session_id.h"

#include <cstdint>
#include <string>

namespace groupware::session {

/// One session as stored.
struct Session {
    SessionId id;
    SessionId publicId;
    UserId user;
    std::int64_t credentialVersion = 0;  ///< of the user when he logged in
    std::string secretHash;              ///< SHA-256 of the secret cookie's value, 32 octets
    std::string cookieHash;              ///< names the cookies, see cookies.h; fixed at login
    std::string publicCookieHash;
    std::string client;   ///< as the client calls itself
    std::string address;  ///< the client's, as the trusted front told it
    Instant created;
    Instant lastUsed;
    bool staySignedIn = false;
};

/// Who sends a login.
struct Client {
    std::string name;       ///< parameter `client`; at most kMaxClientName characters
    std::string userAgent;  ///< the header
    std::string address;
};

/// The column's width, which is why it is no option.
inline constexpr std::size_t kMaxClientName = 255;

}  // namespace groupware::session

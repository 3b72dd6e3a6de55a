#include "groupware/session/service/start_session.h"

#include "groupware/base/crypto.h"
#include "groupware/session/cookies.h"
#include "groupware/session/service/expiry.h"
#include "groupware/session/service/failed_login.h"
#include "groupware/session/store/session_store.h"

namespace groupware::session {
namespace {

constexpr std::size_t kSecretOctets = 16;

}  // namespace

NewSession LoginService::start(ContextId context, const Start& start) {
    const AdmittedLogin& user = start.user;
    const auto now = clock_.now();
    const std::string secret = crypto::toHex(crypto::randomBytes(kSecretOctets));
    Session session{.id = SessionId::create(context),
                    .publicId = SessionId::create(context),
                    .user = user.user,
                    .credentialVersion = user.credentialVersion,
                    .secretHash = crypto::sha256(secret),
                    .cookieHash = cookieHash(start.client),
                    .publicCookieHash = publicCookieHash(start.client),
                    .client = start.client.name,
                    .address = start.client.address,
                    .created = now,
                    .lastUsed = now,
                    .staySignedIn = start.staySignedIn};
    const auto expiry = expiryAt(now, *configuration_.current());
    bool tooMany = false;
    database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
        if (start.ticket) LoginThrottle::takeBack(tx, *start.ticket);
        SessionStore sessions(tx);
        tooMany = sessions.countLiveOf(user.user, user.credentialVersion, expiry) >= start.most;
        if (!tooMany) sessions.insert(session);
    });
    if (tooMany) {
        logFailedLogin("too_many_sessions", context, start.client, user.user);
        throw LoginError(LoginFailure::TooManySessions, ErrorCode::Forbidden, "too many sessions of this user",
                         "You have too many sessions. Log out elsewhere first.");
    }
    return {.session = std::move(session), .secret = secret, .login = user.login, .language = user.language};
}

}  // namespace groupware::session

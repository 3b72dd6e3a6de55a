#include "groupware/session/service/session_authenticator.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/http/authorization.h"
#include "groupware/http/text.h"
#include "groupware/session/cookies.h"
#include "groupware/session/options.h"
#include "groupware/session/store/session_store.h"

#include <optional>
#include <type_traits>
#include <utility>

namespace groupware::session {
namespace {

/// One answer for every reason: whoever guesses learns nothing. The log tells them apart.
Error expired(std::string_view reason) {
    return {ErrorCode::NotAuthenticated, "session refused: " + std::string(reason),
            "Your session expired. Please log in again."};
}

/// A replica alone proves no refusal: it may not have heard of a newer secret or use. Whoever is told that a session is
/// over drops it, so nobody is told so on the word of a replica.
template <class Admitted>
Error refused(const Admitted& admitted, std::string_view reason) {
    if (admitted.unproven) return {ErrorCode::Unavailable, "no master to prove a session: " + std::string(reason)};
    return expired(reason);
}

template <class Admit>
std::invoke_result_t<Admit> admitOrNothing(const Admit& admit) {
    try {
        return admit();
    } catch (const Error& error) {
        // A session id may name any context; one that does not exist has no sessions.
        if (error.code() == ErrorCode::NotFound) return std::nullopt;
        throw;
    }
}

/// All but what depends on the kind of proof.
template <class Admitted>
Caller callerOf(const Admitted& admitted, UserId user) {
    return Caller{.context = admitted.state.context,
                  .user = user,
                  .groups = admitted.groups,
                  .contextAdmin = user == principals::kContextAdmin,
                  .sessionId = {},
                  .timeZone = admitted.timeZone,
                  .locale = admitted.language,
                  .modules = admitted.access.names(),
                  .freshness = Freshness::atLeast(admitted.state)};
}

/// Of `user@mapping` and `user` the user; the app password itself names the context.
bool namesUser(std::string_view name, std::string_view login) {
    return http::equalsIgnoreCase(name, login) || http::equalsIgnoreCase(name.substr(0, name.rfind('@')), login);
}

Error noAppPassword(std::string_view reason, const http::Request& request) {
    log::information("app_password.refused", {{"reason", reason}, {"client", request.head().remoteAddress}});
    return {ErrorCode::NotAuthenticated, "app password refused: " + std::string(reason)};
}

}  // namespace

SessionAuthenticator::SessionAuthenticator(dbpool::ContextDatabase& database, const Clock& clock,
                                           const ConfigurationSource& configuration, StateCookie stateCookie)
    : database_(database), clock_(clock), configuration_(configuration), stateCookie_(std::move(stateCookie)) {}

Caller SessionAuthenticator::authenticate(const http::Request& request, std::string_view sessionId) {
    return prove(request, sessionId).caller;
}

http::Authorized SessionAuthenticator::authorize(const http::Request& request) {
    const std::string field = request.header("Authorization");
    const auto basic = http::basicCredentials(field);
    const auto token = basic ? std::optional(basic->password) : http::bearerToken(field);
    const auto text = token ? AppPasswordText::parse(*token) : std::nullopt;
    if (!text) throw noAppPassword("not an app password", request);
    const auto admitted = admitOrNothing([&] { return admitAppPassword(database_, text->id); });
    if (!admitted) throw noAppPassword("unknown", request);
    if (!crypto::equalConstantTime(text->secretHash(), admitted->password.secretHash)) {
        throw noAppPassword("wrong secret", request);
    }
    if (basic && !namesUser(basic->name, admitted->login)) throw noAppPassword("name of another user", request);
    if (!admitted->credentialsCurrent) throw refused(*admitted, "credentials changed");
    if (!admitted->userEnabled) throw refused(*admitted, "user disabled");
    touch(*admitted);
    const auto& password = admitted->password;
    Caller caller = callerOf(*admitted, password.user);
    caller.modules = password.scope.of(admitted->access).names();
    raise(caller, request);
    return {.caller = std::move(caller), .readOnly = password.scope.readOnly};
}

void SessionAuthenticator::requireMaster(const Caller& caller) {
    database_.requireMaster(caller.context);
}

ProvenSession SessionAuthenticator::prove(const http::Request& request, std::string_view sessionId) {
    const auto id = SessionId::parse(sessionId);
    if (!id) throw expired("not a session id");
    auto admitted = admitOrNothing([&] { return admitSession(database_, *id); });
    if (!admitted) throw expired("unknown");
    const auto secret = request.cookie(secretCookieName(admitted->session.cookieHash));
    if (!secret) throw expired("no secret cookie");
    if (!crypto::equalConstantTime(crypto::sha256(*secret), admitted->session.secretHash)) {
        throw refused(*admitted, "wrong secret cookie");
    }
    requireUsable(*admitted, request);
    return use(std::move(*admitted), request);
}

Caller SessionAuthenticator::authenticatePublic(const http::Request& request) {
    const Client browser{.name = {}, .userAgent = request.header("User-Agent"), .address = {}};
    const auto cookie = request.cookie(publicSessionCookieName(publicCookieHash(browser)));
    if (!cookie) throw expired("no public session cookie");
    const auto id = SessionId::parse(*cookie);
    if (!id) throw expired("not a public session id");
    auto admitted = admitOrNothing([&] { return admitPublicSession(database_, *id); });
    if (!admitted) throw expired("unknown public session");
    requireUsable(*admitted, request);
    return use(std::move(*admitted), request).caller;
}

void SessionAuthenticator::requireUsable(const AdmittedSession& admitted, const http::Request& request) const {
    const auto& session = admitted.session;
    if (!admitted.credentialsCurrent) throw refused(admitted, "credentials changed");
    if (!admitted.userEnabled) throw refused(admitted, "user disabled");
    if (admitted.expires && *admitted.expires <= clock_.now()) throw refused(admitted, "the share is over");
    const auto life = configuration_.get(session.staySignedIn ? kLongLife : kShortLife);
    if (clock_.now() - session.lastUsed > life) throw refused(admitted, "not used for too long");
    if (configuration_.get(kAddressCheck) && request.head().remoteAddress != session.address)
        throw refused(admitted, "other address");
}

ProvenSession SessionAuthenticator::use(AdmittedSession admitted, const http::Request& request) {
    touch(admitted);
    Caller caller = callerOf(admitted, admitted.session.user);
    caller.sessionId = admitted.session.id.hex();
    raise(caller, request);
    return {.session = std::move(admitted.session), .login = std::move(admitted.login), .caller = std::move(caller)};
}

void SessionAuthenticator::raise(Caller& caller, const http::Request& request) const {
    const auto cookie = request.cookie(StateCookie::name(caller.context));
    if (!cookie) return;
    if (const auto state = stateCookie_.open(caller.context, *cookie)) caller.freshness.raise(*state);
}

void SessionAuthenticator::touch(const AdmittedSession& admitted) {
    const auto now = clock_.now();
    if (now - admitted.session.lastUsed < configuration_.get(kTouchInterval) || admitted.unproven) return;
    const auto& id = admitted.session.id;
    tryToNote(id.context(), [&](dbpool::UnsyncedTransaction& tx) { SessionStore(tx).touch(id, now); });
}

void SessionAuthenticator::touch(const AdmittedAppPassword& admitted) {
    const auto now = clock_.now();
    const auto& id = admitted.password.id;
    const auto& lastUsed = admitted.password.lastUsed;
    if ((lastUsed && now - *lastUsed < configuration_.get(kTouchInterval)) || admitted.unproven) return;
    tryToNote(id.context(), [&](dbpool::UnsyncedTransaction& tx) { AppPasswordStore(tx).touch(id, now); });
}

void SessionAuthenticator::tryToNote(ContextId context, const std::function<void(dbpool::UnsyncedTransaction&)>& note) {
    try {
        database_.writeUnsynced(context, note);
    } catch (const Error& error) {
        // The request itself needs no write, and requests in parallel hinder each other; the next one tries again.
        log::debug("session.not_touched", {{"why", error.what()}});
    } catch (const dbpool::DbError& error) {
        log::debug("session.not_touched", {{"why", error.what()}});
    }
}

}  // namespace groupware::session

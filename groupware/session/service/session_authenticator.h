#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/http/authenticator.h"
#include "groupware/session/state_cookie.h"
#include "groupware/session/store/app_password_store.h"
#include "groupware/session/store/session_admission.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace groupware::session {

/// A session whose secret was shown, and who it speaks for.
struct ProvenSession {
    Session session;
    std::string login;
    Caller caller;
};

/// Proves sessions by their row on the master: one statement a request, so a logout or a changed password on any node
/// counts at once on every other. Safe to call from any thread.
class SessionAuthenticator final : public http::Authenticator {
public:
    /// All must outlive this object.
    SessionAuthenticator(dbpool::ContextDatabase& database, const Clock& clock,
                         const ConfigurationSource& configuration, StateCookie stateCookie);

    /// The session named by `sessionId`, if the request has its secret cookie. Writes the time of last use every
    /// `session.touchInterval`. The caller's reads see what the admission saw and what the client's StateCookie says.
    [[nodiscard]] Caller authenticate(const http::Request& request, std::string_view sessionId) override;

    /// An app password, as a Bearer token or as the password of HTTP Basic, whose name must then be its user's. One
    /// statement, as for sessions; what is revoked proves nothing from the next request on.
    [[nodiscard]] http::Authorized authorize(const http::Request& request) override;

    void requireMaster(const Caller& caller) override;

    /// As authenticate(), with the session itself.
    [[nodiscard]] ProvenSession prove(const http::Request& request, std::string_view sessionId);

    /// The session that the browser's public session cookie names. Proves enough to fetch pictures, nothing else.
    /// @throws Error as authenticate()
    [[nodiscard]] Caller authenticatePublic(const http::Request& request);

private:
    void requireUsable(const AdmittedSession& admitted, const http::Request& request) const;
    [[nodiscard]] ProvenSession use(AdmittedSession admitted, const http::Request& request);
    void touch(const AdmittedSession& admitted);
    void touch(const AdmittedAppPassword& admitted);
    /// Writes the time of last use, if that is possible now.
    void tryToNote(ContextId context, const std::function<void(dbpool::UnsyncedTransaction&)>& note);
    /// What the client's StateCookie says, its reads see too.
    void raise(Caller& caller, const http::Request& request) const;

    dbpool::ContextDatabase& database_;
    const Clock& clock_;
    const ConfigurationSource& configuration_;
    const StateCookie stateCookie_;
};

}  // namespace groupware::session

#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/principals/service/password_hasher.h"
#include "groupware/session/login_error.h"
#include "groupware/session/service/login_throttle.h"
#include "groupware/session/session.h"
#include "groupware/session/session_counters.h"
#include "groupware/session/store/session_admission.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::session {

/// Finds the context of a login mapping, or nothing. Asked on the master before "nothing".
using FindContext = std::function<std::optional<ContextId>(std::string_view mapping)>;

/// Why a context is disabled, in words for its users, or nothing.
using FindReason = std::function<std::optional<std::string>(ContextId)>;

/// What a login names where it has no `@`.
inline constexpr std::string_view kDefaultMapping = "defaultcontext";

struct LoginRequest {
    std::string name;  ///< `user@mapping`, or `user` of kDefaultMapping
    std::string password;
    Client client;
    bool staySignedIn = false;
};

/// A login that succeeded.
struct NewSession {
    Session session;
    std::string secret;  ///< the secret cookie's value; exists here and in the client only
    std::string login;   ///< of the user, as stored
    std::string language;
};

/// Somebody opens a link.
struct ShareRequest {
    std::string token;                    ///< as in the link
    std::optional<std::string> password;  ///< for links that have one
    Client client;
};

/// The session of a guest, and where his link leads.
struct ShareEntered {
    NewSession session;
    std::string module;
    FolderId folder;
};

/// Checks credentials and starts sessions. Safe to call from any thread.
class LoginService {
public:
    /// All references must outlive this object.
    LoginService(dbpool::ContextDatabase& database, FindContext findContext, FindReason findReason,
                 principals::PasswordHasher& hasher, const Clock& clock, const ConfigurationSource& configuration);

    /// Every login, also a failed one, is a line in the log.
    /// @throws LoginError; Error BadRequest for a client name beyond kMaxClientName, Unavailable (database down)
    [[nodiscard]] NewSession login(const LoginRequest& request);

    /// Starts the session of whoever has a link. Passwords are tried, counted and logged as those of users.
    /// @throws LoginError, also UnknownShare, PasswordNeeded and WrongSharePassword; Error as login()
    [[nodiscard]] ShareEntered enterShare(const ShareRequest& request);

    [[nodiscard]] const LoginCounters& counters() const noexcept { return counters_; }

private:
    struct Name;
    struct Checked;
    [[nodiscard]] ShareEntered tryShare(const ShareRequest& request);
    [[nodiscard]] AdmittedGuest findShare(const ShareRequest& request);
    [[nodiscard]] std::optional<LoginThrottle::Ticket> checkPassword(ContextId context, const AdmittedGuest& guest,
                                                                     const ShareRequest& request);
    [[nodiscard]] NewSession tryLogin(const LoginRequest& request);
    [[nodiscard]] Checked checkCredentials(ContextId context, const Name& name, const LoginRequest& request);
    [[nodiscard]] std::optional<AdmittedLogin> find(ContextId context, const Name& name, const LoginRequest& request);
    [[nodiscard]] LoginThrottle::Ticket requireNotThrottled(ContextId context, std::string_view login,
                                                            const Client& client);
    [[nodiscard]] principals::PasswordHasher::Verdict verify(ContextId context, const LoginThrottle::Ticket& ticket,
                                                             const std::optional<AdmittedLogin>& user,
                                                             const std::string& password);
    void renewHash(ContextId context, const AdmittedLogin& admitted, const std::string& password);
    /// What a session is started with.
    struct Start;
    [[nodiscard]] NewSession start(ContextId context, const Start& start);

    dbpool::ContextDatabase& database_;
    FindContext findContext_;
    FindReason findReason_;
    principals::PasswordHasher& hasher_;
    const Clock& clock_;
    LoginThrottle throttle_;
    const ConfigurationSource& configuration_;
    LoginCounters counters_;
};

}  // namespace groupware::session

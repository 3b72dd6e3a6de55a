#include "groupware/session/service/login_service.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/log.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/session/options.h"
#include "groupware/session/service/failed_login.h"
#include "groupware/session/service/start_session.h"

#include <utility>

namespace groupware::session {

using Verdict = principals::PasswordHasher::Verdict;

/// A login in its two parts.
struct LoginService::Name {
    std::string user;
    std::string mapping;

    explicit Name(std::string_view login) {
        // User names may contain `@`, mappings do not.
        const auto at = login.rfind('@');
        user = login.substr(0, at);
        mapping = at == std::string_view::npos ? kDefaultMapping : login.substr(at + 1);
    }
};

/// A user whose password was right, and what his attempt counts as.
struct LoginService::Checked {
    AdmittedLogin user;
    LoginThrottle::Ticket ticket;
};

namespace {

LoginError invalidCredentials() {
    return {LoginFailure::InvalidCredentials, ErrorCode::NotAuthenticated, "login refused",
            "The user name or password is incorrect."};
}

}  // namespace

LoginService::LoginService(dbpool::ContextDatabase& database, FindContext findContext, FindReason findReason,
                           principals::PasswordHasher& hasher, const Clock& clock,
                           const ConfigurationSource& configuration)
    : database_(database),
      findContext_(std::move(findContext)),
      findReason_(std::move(findReason)),
      hasher_(hasher),
      clock_(clock),
      throttle_(database, clock, configuration),
      configuration_(configuration) {}

NewSession LoginService::login(const LoginRequest& request) {
    try {
        NewSession started = tryLogin(request);
        ++counters_.created;
        return started;
    } catch (const LoginError& error) {
        ++counters_.refused.at(static_cast<std::size_t>(error.failure()));
        throw;
    }
}

NewSession LoginService::tryLogin(const LoginRequest& request) {
    if (request.client.name.size() > kMaxClientName) {
        throw Error(ErrorCode::BadRequest, "client name too long", "The name of the client is too long.");
    }
    const Name name(request.name);
    // What no user name can be is not looked for; the client is answered like anybody else.
    const auto context = principals::isValidLogin(name.user) ? findContext_(name.mapping) : std::nullopt;
    if (!context) {
        hasher_.verifyNobody(request.password);
        logFailedLogin("unknown_context", {}, request.client);
        throw invalidCredentials();
    }
    const Checked checked = checkCredentials(*context, name, request);
    NewSession started = start(*context, {.user = checked.user,
                                          .client = request.client,
                                          .staySignedIn = request.staySignedIn,
                                          .most = configuration_.get(kPerUser),
                                          .ticket = checked.ticket});
    log::information("Session created. ID: " + started.session.id.hex() + ", Context: " +
                     std::to_string(context->value) + ", User: " + std::to_string(started.session.user.value));
    return started;
}

LoginService::Checked LoginService::checkCredentials(ContextId context, const Name& name, const LoginRequest& request) {
    auto user = find(context, name, request);
    database_.requireMaster(context);  // attempts are counted and sessions begun there
    auto ticket = requireNotThrottled(context, name.user, request.client);
    const auto verdict = verify(context, ticket, user, request.password);
    if (!user) {
        logFailedLogin("unknown_user", context, request.client);
        throw invalidCredentials();
    }
    if (verdict == Verdict::Wrong) {
        logFailedLogin("wrong_password", context, request.client, user->user);
        throw invalidCredentials();
    }
    // Said to those only who know the password.
    if (!user->userEnabled) {
        logFailedLogin("user_disabled", context, request.client, user->user);
        throw LoginError(LoginFailure::AccountDisabled, ErrorCode::Forbidden, "user disabled",
                         "Your account is not activated.");
    }
    if (verdict == Verdict::RightButWeak) renewHash(context, *user, request.password);
    return {.user = std::move(*user), .ticket = std::move(ticket)};
}

std::optional<AdmittedLogin> LoginService::find(ContextId context, const Name& name, const LoginRequest& request) {
    try {
        return admitLogin(database_, context, name.user);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::NotFound) {  // a context being created or deleted has mappings already or still
            hasher_.verifyNobody(request.password);
            logFailedLogin("unknown_context", context, request.client);
            throw invalidCredentials();
        }
        if (error.code() != ErrorCode::Forbidden) throw;
        logFailedLogin("context_disabled", context, request.client);
        throw LoginError(LoginFailure::ContextDisabled, ErrorCode::Forbidden, "context disabled",
                         findReason_(context).value_or("Your account is not activated."));
    }
}

LoginThrottle::Ticket LoginService::requireNotThrottled(ContextId context, std::string_view login,
                                                        const Client& client) {
    auto admission = throttle_.admit(context, login, client.address);
    if (auto* ticket = std::get_if<LoginThrottle::Ticket>(&admission)) return std::move(*ticket);
    logFailedLogin("throttled", context, client);
    throw LoginError(LoginFailure::Throttled, ErrorCode::TooManyRequests, "too many login attempts",
                     "Too many failed logins. Try again later.",
                     std::get<LoginThrottle::Refusal>(admission).retryAfter);
}

Verdict LoginService::verify(ContextId context, const LoginThrottle::Ticket& ticket,
                             const std::optional<AdmittedLogin>& user, const std::string& password) {
    try {
        if (user) return hasher_.verify(password, user->password);
        hasher_.verifyNobody(password);
        return Verdict::Wrong;
    } catch (const Error&) {
        // Too many logins at the moment: nothing was tried, so nothing counts.
        database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) { LoginThrottle::takeBack(tx, ticket); });
        throw;
    }
}

void LoginService::renewHash(ContextId context, const AdmittedLogin& admitted, const std::string& password) {
    try {
        const auto renewed = hasher_.hash(password);
        database_.write(context, [&](dbpool::WriteTransaction& tx) {
            principals::renewPasswordHash(tx, admitted.user, admitted.password, renewed);
        });
    } catch (const Error& error) {
        // Not worth failing a right login for, for example if today's rules refuse the password.
        log::information("login.hash_not_renewed", {{"user", admitted.user.value}, {"why", error.what()}});
    } catch (const dbpool::DbError& error) {
        log::information("login.hash_not_renewed", {{"user", admitted.user.value}, {"why", error.what()}});
    }
}

}  // namespace groupware::session

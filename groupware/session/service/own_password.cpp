#include "groupware/session/service/own_password.h"

#include "groupware/base/log.h"
#include "groupware/principals/store/user_store.h"
#include "groupware/session/login_error.h"

#include <optional>
#include <utility>
#include <variant>

namespace groupware::session {
namespace {

using Verdict = principals::PasswordHasher::Verdict;

void logRefusal(const Caller& caller, std::string_view reason, std::string_view address) {
    log::information(
        "password.refused",
        {{"reason", reason}, {"context", caller.context.value}, {"user", caller.user.value}, {"client", address}});
}

}  // namespace

OwnPassword::Proven OwnPassword::prove(const Caller& caller, std::string_view password, std::string_view address) {
    database_.requireMaster(caller.context);
    const auto stored = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return principals::UserReader(session).credentials(caller.user);
    });
    if (!stored) throw Error(ErrorCode::NotAuthenticated, "the caller is gone");
    auto admission = throttle_.admit(caller.context, stored->login, address);
    if (const auto* refusal = std::get_if<LoginThrottle::Refusal>(&admission)) {
        logRefusal(caller, "throttled", address);
        throw LoginError(LoginFailure::Throttled, ErrorCode::TooManyRequests, "too many wrong passwords",
                         "Too many failed logins. Try again later.", refusal->retryAfter);
    }
    const auto takeBack = [&] {
        database_.writeUnsynced(caller.context, [&](dbpool::UnsyncedTransaction& tx) {
            LoginThrottle::takeBack(tx, std::get<LoginThrottle::Ticket>(admission));
        });
    };
    auto verdict = Verdict::Wrong;
    try {
        verdict = hasher_.verify(password, stored->password);
    } catch (const Error&) {
        takeBack();  // too many at the moment: nothing was tried, so nothing counts
        throw;
    }
    if (verdict == Verdict::Wrong) {
        logRefusal(caller, "wrong_password", address);
        throw LoginError(LoginFailure::InvalidCredentials, ErrorCode::Forbidden, "wrong password of the account",
                         "The password is incorrect.");
    }
    takeBack();
    return {.hash = stored->password, .credentialVersion = stored->version};
}

}  // namespace groupware::session

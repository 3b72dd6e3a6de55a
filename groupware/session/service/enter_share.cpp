#include "groupware/base/log.h"
#include "groupware/session/options.h"
#include "groupware/session/service/failed_login.h"
#include "groupware/session/service/start_session.h"

#include <utility>

namespace groupware::session {

using Verdict = principals::PasswordHasher::Verdict;

ShareEntered LoginService::enterShare(const ShareRequest& request) {
    try {
        auto entered = tryShare(request);
        ++counters_.created;
        return entered;
    } catch (const LoginError& error) {
        ++counters_.refused.at(static_cast<std::size_t>(error.failure()));
        throw;
    }
}

ShareEntered LoginService::tryShare(const ShareRequest& request) {
    if (request.client.name.size() > kMaxClientName) {
        throw Error(ErrorCode::BadRequest, "client name too long", "The name of the client is too long.");
    }
    const AdmittedGuest guest = findShare(request);
    const auto context = principals::ShareToken::parse(request.token)->context();
    database_.requireMaster(context);  // attempts are counted and sessions begun there
    const auto ticket = checkPassword(context, guest, request);
    auto started = start(context, {.user = guest.login,
                                   .client = request.client,
                                   .staySignedIn = false,
                                   .most = configuration_.get(kPerGuest),
                                   .ticket = ticket});
    log::information("Session created. ID: " + started.session.id.hex() + ", Context: " +
                     std::to_string(context.value) + ", User: " + std::to_string(started.session.user.value));
    return {.session = std::move(started), .module = guest.module, .folder = guest.folder};
}

AdmittedGuest LoginService::findShare(const ShareRequest& request) {
    const auto unknown = [&](std::string_view reason, std::optional<ContextId> context) {
        logFailedLogin(reason, context, request.client);
        return LoginError(LoginFailure::UnknownShare, ErrorCode::NotFound, "no such share",
                          "This link is not valid, or not any more.");
    };
    const auto token = principals::ShareToken::parse(request.token);
    if (!token) throw unknown("unknown_share", {});
    std::optional<AdmittedGuest> guest;
    try {
        guest = admitShare(database_, *token);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::NotFound) throw unknown("unknown_context", {});
        if (error.code() == ErrorCode::Forbidden) throw unknown("context_disabled", token->context());
        throw;
    }
    if (!guest) throw unknown("unknown_share", token->context());
    if (guest->expires && *guest->expires <= clock_.now()) throw unknown("share_over", token->context());
    return std::move(*guest);
}

std::optional<LoginThrottle::Ticket> LoginService::checkPassword(ContextId context, const AdmittedGuest& guest,
                                                                 const ShareRequest& request) {
    if (guest.login.password.value.empty()) return std::nullopt;
    if (!request.password) {
        throw LoginError(LoginFailure::PasswordNeeded, ErrorCode::NotAuthenticated, "share needs a password",
                         "This link needs a password.");
    }
    // No login of a user has a colon.
    auto ticket = requireNotThrottled(context, "share:" + std::to_string(guest.login.user.value), request.client);
    if (verify(context, ticket, guest.login, *request.password) == Verdict::Wrong) {
        logFailedLogin("wrong_share_password", context, request.client, guest.login.user);
        throw LoginError(LoginFailure::WrongSharePassword, ErrorCode::NotAuthenticated, "wrong password of a share",
                         "The password is wrong.");
    }
    return ticket;
}

}  // namespace groupware::session

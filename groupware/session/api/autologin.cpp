#include "groupware/session/api/autologin.h"

#include "groupware/base/error.h"
#include "groupware/session/api/login_call.h"
#include "groupware/session/api/session_cookies.h"
#include "groupware/session/cookies.h"

#include <utility>

namespace groupware::session::api {

groupware::api::Result Autologin::handle(const groupware::api::Call& call) {
    const auto& request = requireRequest(call);
    const std::string hash = cookieHash(clientOf(call, request));
    const auto id = request.cookie(sessionCookieName(hash));
    // The session is named by a cookie here, so its own hash must be the one that named the cookie.
    const auto proven = id ? std::optional(proveSession(authenticator_, request, *id)) : std::nullopt;
    if (!proven || proven->session.cookieHash != hash) {
        throw Error(ErrorCode::NotAuthenticated, "no session to log in to automatically",
                    "Your session expired. Please log in again.");
    }
    auto response = loginAnswer(proven->session, proven->login, proven->caller.locale);
    SessionCookies cookies(request, response, sessions_.longLife());
    cookies.setProof(proven->session, secretOf(request, proven->session));
    cookies.setSessionId(proven->session);
    groupware::api::Result result;
    result.response = std::move(response);
    return result;
}

}  // namespace groupware::session::api

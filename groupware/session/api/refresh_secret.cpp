#include "groupware/session/api/refresh_secret.h"

#include "groupware/session/api/login_call.h"
#include "groupware/session/api/session_cookies.h"

#include <utility>

namespace groupware::session::api {

groupware::api::Result RefreshSecret::handle(const groupware::api::Call& call) {
    const auto& request = requireRequest(call);
    const auto proven = proveSession(authenticator_, call);
    auto response = doneAnswer();
    SessionCookies(request, response, sessions_.longLife()).setProof(proven.session, secretOf(request, proven.session));
    groupware::api::Result result;
    result.response = std::move(response);
    return result;
}

}  // namespace groupware::session::api

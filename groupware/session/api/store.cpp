#include "groupware/session/api/store.h"

#include "groupware/session/api/login_call.h"
#include "groupware/session/api/session_cookies.h"

#include <utility>

namespace groupware::session::api {

groupware::api::Result Store::handle(const groupware::api::Call& call) {
    const auto& request = requireRequest(call);
    auto proven = proveWriter(authenticator_, call);
    service_.staySignedIn(proven.session.id);
    proven.session.staySignedIn = true;
    auto response = doneAnswer();
    SessionCookies cookies(request, response, service_.longLife());
    cookies.setProof(proven.session, secretOf(request, proven.session));
    cookies.setSessionId(proven.session);
    groupware::api::Result result;
    result.response = std::move(response);
    return result;
}

}  // namespace groupware::session::api

#include "groupware/session/api/login.h"

#include "groupware/session/api/login_call.h"
#include "groupware/session/api/session_cookies.h"

#include <utility>

namespace groupware::session::api {

groupware::api::Result Login::handle(const groupware::api::Call& call) {
    const auto& request = requireRequest(call);
    const LoginRequest wanted{.name = call.require("name"),
                              .password = call.require("password"),
                              .client = clientOf(call, request),
                              .staySignedIn = call.flag("staySignedIn")};
    const NewSession started = withLoginCodes([&] { return service_.login(wanted); });
    noteOwner(request, started.session);
    auto response = loginAnswer(started.session, started.login, started.language);
    SessionCookies cookies(request, response, sessions_.longLife());
    cookies.setProof(started.session, started.secret);
    if (started.session.staySignedIn) cookies.setSessionId(started.session);
    groupware::api::Result result;
    result.response = std::move(response);
    return result;
}

}  // namespace groupware::session::api

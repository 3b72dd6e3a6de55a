#include "groupware/session/api/login_guest.h"

#include "groupware/api/envelope.h"
#include "groupware/formats/json/json.h"
#include "groupware/session/api/login_call.h"
#include "groupware/session/api/session_cookies.h"

#include <utility>

namespace groupware::session::api {

ShareEntered enterShare(LoginService& service, const groupware::api::Call& call, std::string token) {
    const auto& request = requireRequest(call);
    const ShareRequest wanted{
        .token = std::move(token), .password = call.parameter("password"), .client = clientOf(call, request)};
    auto entered = withLoginCodes([&] { return service.enterShare(wanted); });
    noteOwner(request, entered.session.session);
    return entered;
}

http::Response shareAnswer(const http::Request& request, const ShareEntered& entered, const SessionService& sessions) {
    const auto& started = entered.session;
    auto answer = loginObject(started.session, started.login, started.language);
    answer->set("module", entered.module);
    answer->set("folder", std::to_string(entered.folder.value));
    auto response = groupware::api::Envelopes::answer(formats::json::Value(answer));
    SessionCookies(request, response, sessions.longLife()).setProof(started.session, started.secret);
    return response;
}

groupware::api::Result LoginGuest::handle(const groupware::api::Call& call) {
    const auto entered = enterShare(service_, call, call.require("share"));
    groupware::api::Result result;
    result.response = shareAnswer(requireRequest(call), entered, sessions_);
    return result;
}

}  // namespace groupware::session::api

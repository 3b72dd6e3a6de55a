#include "groupware/session/api/login.h"

#include "groupware/api/coded_error.h"
#include "groupware/session/api/login_call.h"
#include "groupware/session/api/session_cookies.h"

#include <utility>

namespace groupware::session::api {
namespace {

constexpr groupware::api::Code kTooManySessions{"SES", 7};
constexpr groupware::api::Code kInvalidCredentials{"LGI", 6};
constexpr groupware::api::Code kNotActivated{"LGI", 13};
constexpr groupware::api::Code kTooManyAttempts{"LGI", 28};

groupware::api::Code codeOf(LoginFailure failure) {
    switch (failure) {
        case LoginFailure::InvalidCredentials: return kInvalidCredentials;
        case LoginFailure::Throttled: return kTooManyAttempts;
        case LoginFailure::AccountDisabled: return kNotActivated;
        case LoginFailure::ContextDisabled: return groupware::api::kContextDisabled;
        case LoginFailure::TooManySessions: return kTooManySessions;
    }
    return kInvalidCredentials;
}

NewSession logIn(LoginService& service, const LoginRequest& request) {
    try {
        return service.login(request);
    } catch (const LoginError& error) {
        throw groupware::api::CodedError(error.code(), codeOf(error.failure()), error.what(), error.publicText(),
                                         error.retryAfter());
    }
}

}  // namespace

groupware::api::Result Login::handle(const groupware::api::Call& call) {
    const auto& request = requireRequest(call);
    const NewSession started = logIn(service_, {.name = call.require("name"),
                                                .password = call.require("password"),
                                                .client = clientOf(call, request),
                                                .staySignedIn = call.flag("staySignedIn")});
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

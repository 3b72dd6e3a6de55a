#include "groupware/session/api/enter_share.h"

#include "groupware/base/error.h"
#include "groupware/http/percent.h"
#include "groupware/session/api/login_call.h"
#include "groupware/session/api/login_guest.h"
#include "groupware/session/api/session_cookies.h"
#include "groupware/session/options.h"

#include <string>
#include <string_view>

namespace groupware::session::api {
namespace {

constexpr int kSeeOther = 303;
constexpr int kNotFound = 404;
constexpr int kTooManyRequests = 429;

bool acceptsHtml(const http::Request& request) {
    return request.header("Accept").find("text/html") != std::string::npos;
}

/// Nothing in it is from the request, and nothing may be loaded by it. The link's token must not reach other sites.
http::Response page(int status, std::string_view text, bool form) {
    http::Response response;
    response.status = status;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'"},
                        {"Referrer-Policy", "no-referrer"},
                        {"Cache-Control", "no-store"}};
    std::string body = "<!DOCTYPE html><html lang=\"en\"><title>Shared folder</title><p>" + std::string(text) + "</p>";
    if (form) {
        body +=
            "<form method=\"post\"><input type=\"password\" name=\"password\" aria-label=\"Password\" autofocus> "
            "<button>Open</button></form>";
    }
    response.body = body + "</html>\n";
    return response;
}

http::Response refusalPage(const LoginError& error) {
    switch (error.failure()) {
        case LoginFailure::PasswordNeeded:
        case LoginFailure::WrongSharePassword: return page(200, error.publicText(), true);
        case LoginFailure::Throttled:
        case LoginFailure::TooManySessions: return page(kTooManyRequests, error.publicText(), false);
        case LoginFailure::InvalidCredentials:
        case LoginFailure::AccountDisabled:
        case LoginFailure::ContextDisabled:
        case LoginFailure::UnknownShare: break;
    }
    return page(kNotFound, error.publicText(), false);
}

}  // namespace

groupware::api::Result EnterShare::handle(const groupware::api::Call& call) {
    if (call.path().size() != 1) throw Error(ErrorCode::NotFound, "share path", "There is no such link.");
    const auto& token = call.path().front();
    const auto& request = requireRequest(call);
    groupware::api::Result result;
    result.response = acceptsHtml(request) ? forBrowser(call, token)
                                           : shareAnswer(request, enterShare(service_, call, token), sessions_);
    return result;
}

http::Response EnterShare::forBrowser(const groupware::api::Call& call, const std::string& token) const {
    const auto& request = requireRequest(call);
    try {
        const auto entered = service_.enterShare(
            {.token = token, .password = call.parameter("password"), .client = clientOf(call, request)});
        const auto& started = entered.session;
        noteOwner(request, started.session);
        http::Response response;
        response.status = kSeeOther;
        // Behind '#', so that it stays in the browser. None of it needs escapes but the login, which may be an address.
        response.headers = {{"Location", configuration_.get(kShareLanding) + "#session=" + started.session.id.hex() +
                                             "&user=" + http::encodePercent(started.login) +
                                             "&user_id=" + std::to_string(started.session.user.value) +
                                             "&context_id=" + std::to_string(started.session.id.context().value) +
                                             "&language=" + started.language + "&m=" + entered.module +
                                             "&f=" + std::to_string(entered.folder.value)},
                            {"Referrer-Policy", "no-referrer"},
                            {"Cache-Control", "no-store"}};
        SessionCookies(request, response, sessions_.longLife()).setProof(started.session, started.secret);
        return response;
    } catch (const LoginError& error) {
        return refusalPage(error);
    }
}

}  // namespace groupware::session::api

#include "groupware/session/api/login_call.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/envelope.h"
#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/session/cookies.h"

namespace groupware::session::api {

namespace json = formats::json;

namespace {

constexpr groupware::api::Code kTooManySessions{"SES", 7};
constexpr groupware::api::Code kInvalidCredentials{"LGI", 6};
constexpr groupware::api::Code kNotActivated{"LGI", 13};
constexpr groupware::api::Code kTooManyAttempts{"LGI", 28};
constexpr groupware::api::Code kWrongGuestPassword{"LGI", 25};
// Ours: Open-Xchange sends a browser to a page that says so.
constexpr groupware::api::Code kUnknownShare{"SHR", 1};
constexpr groupware::api::Code kPasswordNeeded{"SHR", 2};

}  // namespace

groupware::api::Code codeOf(LoginFailure failure) {
    switch (failure) {
        case LoginFailure::InvalidCredentials: return kInvalidCredentials;
        case LoginFailure::Throttled: return kTooManyAttempts;
        case LoginFailure::AccountDisabled: return kNotActivated;
        case LoginFailure::ContextDisabled: return groupware::api::kContextDisabled;
        case LoginFailure::TooManySessions: return kTooManySessions;
        case LoginFailure::UnknownShare: return kUnknownShare;
        case LoginFailure::PasswordNeeded: return kPasswordNeeded;
        case LoginFailure::WrongSharePassword: return kWrongGuestPassword;
    }
    return kInvalidCredentials;
}

const http::Request& requireRequest(const groupware::api::Call& call) {
    if (call.request() == nullptr) {
        throw Error(ErrorCode::BadRequest, "login action in a batch", "This action cannot be part of a batch.");
    }
    return *call.request();
}

Client clientOf(const groupware::api::Call& call, const http::Request& request) {
    return {.name = call.parameter("client").value_or(""),
            .userAgent = request.header("User-Agent"),
            .address = request.head().remoteAddress};
}

std::string secretOf(const http::Request& request, const Session& session) {
    return request.cookie(secretCookieName(session.cookieHash)).value_or("");
}

void noteOwner(const http::Request& request, const Session& session) {
    request.notes().context = session.id.context();
    request.notes().user = session.user;
}

ProvenSession proveSession(SessionAuthenticator& authenticator, const groupware::api::Call& call) {
    const auto& request = requireRequest(call);
    return proveSession(authenticator, request, call.require("session"));
}

ProvenSession proveWriter(SessionAuthenticator& authenticator, const groupware::api::Call& call) {
    auto proven = proveSession(authenticator, call);
    authenticator.requireMaster(proven.caller);
    return proven;
}

ProvenSession proveSession(SessionAuthenticator& authenticator, const http::Request& request, std::string_view id) {
    try {
        auto proven = authenticator.prove(request, id);
        noteOwner(request, proven.session);
        return proven;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Forbidden) throw;
        throw groupware::api::CodedError(error.code(), groupware::api::kContextDisabled, error.what(),
                                         "Your account is currently disabled.");
    }
}

json::Object::Ptr loginObject(const Session& session, const std::string& login, const std::string& locale) {
    auto answer = json::makeObject();
    answer->set("session", session.id.hex());
    answer->set("user", login);
    answer->set("user_id", session.user.value);
    answer->set("context_id", session.id.context().value);
    answer->set("locale", locale);
    return answer;
}

http::Response loginAnswer(const Session& session, const std::string& login, const std::string& locale) {
    return groupware::api::Envelopes::answer(json::Value(loginObject(session, login, locale)));
}

http::Response doneAnswer() {
    auto answer = json::makeObject();
    answer->set("data", "1");
    return groupware::api::Envelopes::answer(json::Value(answer));
}

}  // namespace groupware::session::api

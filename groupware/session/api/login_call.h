#pragma once

#include "groupware/api/action.h"
#include "groupware/api/coded_error.h"
#include "groupware/formats/json/json.h"
#include "groupware/http/request.h"
#include "groupware/http/response.h"
#include "groupware/session/login_error.h"
#include "groupware/session/service/session_authenticator.h"
#include "groupware/session/session.h"

#include <string>
#include <string_view>

/// What the actions of the `login` module share.
namespace groupware::session::api {

/// These actions read and set cookies, so they are no part of a batch.
/// @throws Error BadRequest inside `multiple`
[[nodiscard]] const http::Request& requireRequest(const groupware::api::Call& call);

/// Who sends the request, by its parameter `client`, its User-Agent and its address.
[[nodiscard]] Client clientOf(const groupware::api::Call& call, const http::Request& request);

/// The value of the secret cookie that proved `session` in this request.
[[nodiscard]] std::string secretOf(const http::Request& request, const Session& session);

/// Notes for the access log whose session the request is about; actions without a session do it themselves.
void noteOwner(const http::Request& request, const Session& session);

/// Proves the session named by the parameter `session`, or by `id`, and notes its owner.
/// @throws Error NotAuthenticated; CodedError SES-0204 if the context is disabled
[[nodiscard]] ProvenSession proveSession(SessionAuthenticator& authenticator, const groupware::api::Call& call);
/// As proveSession(), for an action that writes: without a database master it fails before anything is done.
[[nodiscard]] ProvenSession proveWriter(SessionAuthenticator& authenticator, const groupware::api::Call& call);
[[nodiscard]] ProvenSession proveSession(SessionAuthenticator& authenticator, const http::Request& request,
                                         std::string_view id);

/// The code of a refused login.
[[nodiscard]] groupware::api::Code codeOf(LoginFailure failure);

/// Runs `action`, and gives a LoginError that it throws its code and what it knows of the next try.
template <class Action>
auto withLoginCodes(const Action& action) {
    try {
        return action();
    } catch (const LoginError& error) {
        // A wrong password of somebody who is logged in is no failed login: the module names it.
        if (error.failure() == LoginFailure::InvalidCredentials && error.code() == ErrorCode::Forbidden) throw;
        throw groupware::api::CodedError(error.code(), codeOf(error.failure()), error.what(), error.publicText(),
                                         error.retryAfter());
    }
}

/// The answer of `login` and `autologin`: flat, without the envelope's `data`.
[[nodiscard]] formats::json::Object::Ptr loginObject(const Session& session, const std::string& login,
                                                     const std::string& locale);
[[nodiscard]] http::Response loginAnswer(const Session& session, const std::string& login, const std::string& locale);

/// `{"data":"1"}`: done.
[[nodiscard]] http::Response doneAnswer();

}  // namespace groupware::session::api

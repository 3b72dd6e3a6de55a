#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/login_service.h"
#include "groupware/session/service/session_service.h"

#include <string>

namespace groupware::session::api {

/// `login?action=anonymous` and `guest`: starts the session of a guest, by the token of his link (`share`) and, where
/// it has one, its `password`. One class: what a link leads to and whether it has a password is its own.
class LoginGuest final : public groupware::api::PublicAction {
public:
    LoginGuest(LoginService& service, const SessionService& sessions) : service_(service), sessions_(sessions) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    LoginService& service_;
    const SessionService& sessions_;
};

/// Opens the link that the call brings the password of.
[[nodiscard]] ShareEntered enterShare(LoginService& service, const groupware::api::Call& call, std::string token);

/// The answer for programs, with the cookies of the session: as of a login, with module and folder of the share.
[[nodiscard]] http::Response shareAnswer(const http::Request& request, const ShareEntered& entered,
                                         const SessionService& sessions);

}  // namespace groupware::session::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/login_service.h"
#include "groupware/session/service/session_service.h"

namespace groupware::session::api {

/// `login?action=login`: checks name and password, starts a session and sets its cookies.
class Login final : public groupware::api::PublicAction {
public:
    Login(LoginService& service, const SessionService& sessions) : service_(service), sessions_(sessions) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    LoginService& service_;
    const SessionService& sessions_;
};

}  // namespace groupware::session::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/login_service.h"

#include <chrono>

namespace groupware::session::api {

/// `login?action=login`: checks name and password, starts a session and sets its cookies.
class Login final : public groupware::api::PublicAction {
public:
    Login(LoginService& service, std::chrono::milliseconds longLife) : service_(service), longLife_(longLife) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    LoginService& service_;
    std::chrono::milliseconds longLife_;
};

}  // namespace groupware::session::api

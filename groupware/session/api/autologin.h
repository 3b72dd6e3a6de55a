#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/session_authenticator.h"

#include <chrono>

namespace groupware::session::api {

/// `login?action=autologin`: goes on with the session that the cookies of this client name and prove.
class Autologin final : public groupware::api::PublicAction {
public:
    Autologin(SessionAuthenticator& authenticator, std::chrono::milliseconds longLife)
        : authenticator_(authenticator), longLife_(longLife) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    SessionAuthenticator& authenticator_;
    std::chrono::milliseconds longLife_;
};

}  // namespace groupware::session::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/session_authenticator.h"
#include "groupware/session/service/session_service.h"

namespace groupware::session::api {

/// `login?action=changeip`: the session goes on from the address `clientIP`.
class ChangeIp final : public groupware::api::PublicAction {
public:
    ChangeIp(SessionAuthenticator& authenticator, SessionService& service)
        : authenticator_(authenticator), service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    SessionAuthenticator& authenticator_;
    SessionService& service_;
};

}  // namespace groupware::session::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/session_authenticator.h"
#include "groupware/session/service/session_service.h"

namespace groupware::session::api {

/// `login?action=autologin`: goes on with the session that the cookies of this client name and prove.
class Autologin final : public groupware::api::PublicAction {
public:
    Autologin(SessionAuthenticator& authenticator, const SessionService& sessions)
        : authenticator_(authenticator), sessions_(sessions) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    SessionAuthenticator& authenticator_;
    const SessionService& sessions_;
};

}  // namespace groupware::session::api

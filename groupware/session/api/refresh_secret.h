#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/session_authenticator.h"
#include "groupware/session/service/session_service.h"

namespace groupware::session::api {

/// `login?action=refreshSecret`: sends the cookies that prove the session again, with their full life time.
class RefreshSecret final : public groupware::api::PublicAction {
public:
    RefreshSecret(SessionAuthenticator& authenticator, const SessionService& sessions)
        : authenticator_(authenticator), sessions_(sessions) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    SessionAuthenticator& authenticator_;
    const SessionService& sessions_;
};

}  // namespace groupware::session::api

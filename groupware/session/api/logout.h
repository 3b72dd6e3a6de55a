#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/session_authenticator.h"
#include "groupware/session/service/session_service.h"

#include <chrono>

namespace groupware::session::api {

/// `login?action=logout`: ends the session on all nodes and removes its cookies. An empty body; 403 if there is no such
/// session.
class Logout final : public groupware::api::PublicAction {
public:
    Logout(SessionAuthenticator& authenticator, SessionService& service)
        : authenticator_(authenticator), service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    SessionAuthenticator& authenticator_;
    SessionService& service_;
};

}  // namespace groupware::session::api

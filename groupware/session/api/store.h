#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/session_authenticator.h"
#include "groupware/session/service/session_service.h"

namespace groupware::session::api {

/// `login?action=store`: the user stays signed in: the session lives longer, and its cookies allow autologin.
class Store final : public groupware::api::PublicAction {
public:
    Store(SessionAuthenticator& authenticator, SessionService& service)
        : authenticator_(authenticator), service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    SessionAuthenticator& authenticator_;
    SessionService& service_;
};

}  // namespace groupware::session::api

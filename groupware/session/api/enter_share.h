#pragma once

#include "groupware/api/action.h"
#include "groupware/base/configuration_source.h"
#include "groupware/session/service/login_service.h"
#include "groupware/session/service/session_service.h"

namespace groupware::session::api {

/// `/ajax/share/<token>`: the link itself. A browser is sent on with a session, or asked for the link's password; a
/// program, which does not accept text/html, gets the answer of a login.
class EnterShare final : public groupware::api::PublicAction {
public:
    EnterShare(LoginService& service, const SessionService& sessions, const ConfigurationSource& configuration)
        : service_(service), sessions_(sessions), configuration_(configuration) {}
    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    [[nodiscard]] http::Response forBrowser(const groupware::api::Call& call, const std::string& token) const;

    LoginService& service_;
    const SessionService& sessions_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::session::api

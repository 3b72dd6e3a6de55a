#pragma once

#include "groupware/api/registry.h"
#include "groupware/session/api/autologin.h"
#include "groupware/session/api/change_ip.h"
#include "groupware/session/api/login.h"
#include "groupware/session/api/logout.h"
#include "groupware/session/api/own_sessions.h"
#include "groupware/session/api/refresh_secret.h"
#include "groupware/session/api/store.h"

namespace groupware::session::api {

/// The modules `login` and `sessionmanagement` of the JSON API. Must outlive the registry's use.
class SessionModule {
public:
    /// All must outlive this object.
    SessionModule(LoginService& login, SessionAuthenticator& authenticator, SessionService& sessions);

    void addTo(groupware::api::Registry& registry);

private:
    Login login_;
    Autologin autologin_;
    Logout logout_;
    Store store_;
    RefreshSecret refreshSecret_;
    ChangeIp changeIp_;
    AllSessions allSessions_;
    DeleteSessions deleteSessions_;
    ClearSessions clearSessions_;
};

}  // namespace groupware::session::api

#pragma once

#include "groupware/api/registry.h"
#include "groupware/session/api/app_passwords.h"
#include "groupware/session/api/autologin.h"
#include "groupware/session/api/change_ip.h"
#include "groupware/session/api/change_password.h"
#include "groupware/session/api/enter_share.h"
#include "groupware/session/api/login.h"
#include "groupware/session/api/login_guest.h"
#include "groupware/session/api/logout.h"
#include "groupware/session/api/own_sessions.h"
#include "groupware/session/api/refresh_secret.h"
#include "groupware/session/api/store.h"

namespace groupware::session::api {

/// What the module's actions call. All must outlive it.
struct SessionServices {
    LoginService& login;
    SessionAuthenticator& authenticator;
    SessionService& sessions;
    PasswordChange& passwordChange;
    AppPasswordService& appPasswords;
    const ConfigurationSource& configuration;
};

/// The modules `login`, `sessionmanagement`, `passwordchange`, `apppasswords` and `share` (links) of the JSON API. Must
/// outlive the registry's use.
class SessionModule {
public:
    explicit SessionModule(const SessionServices& services);

    void addTo(groupware::api::Registry& registry);

private:
    Login login_;
    EnterShare enterShare_;
    LoginGuest loginGuest_;
    Autologin autologin_;
    Logout logout_;
    Store store_;
    RefreshSecret refreshSecret_;
    ChangeIp changeIp_;
    AllSessions allSessions_;
    DeleteSessions deleteSessions_;
    ClearSessions clearSessions_;
    ChangePassword changePassword_;
    AllAppPasswords allAppPasswords_;
    CreateAppPassword createAppPassword_;
    RevokeAppPasswords revokeAppPasswords_;
};

}  // namespace groupware::session::api

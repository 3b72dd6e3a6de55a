#include "groupware/session/api/session_module.h"

namespace groupware::session::api {
namespace {

// LGI-0010: the database is down.
constexpr groupware::api::ModuleErrors kLoginErrors{.prefix = "LGI", .unavailable = 10};

}  // namespace

SessionModule::SessionModule(LoginService& login, SessionAuthenticator& authenticator, SessionService& sessions)
    : login_(login, sessions),
      autologin_(authenticator, sessions),
      logout_(authenticator, sessions),
      store_(authenticator, sessions),
      refreshSecret_(authenticator, sessions),
      changeIp_(authenticator, sessions),
      allSessions_(sessions),
      deleteSessions_(sessions),
      clearSessions_(sessions) {}

void SessionModule::addTo(groupware::api::Registry& registry) {
    registry.addPublic("login", "login", login_, kLoginErrors, groupware::api::Needs::Master);
    registry.addPublic("login", "autologin", autologin_, kLoginErrors);
    registry.addPublic("login", "logout", logout_, kLoginErrors, groupware::api::Needs::Master);
    registry.addPublic("login", "store", store_, kLoginErrors, groupware::api::Needs::Master);
    registry.addPublic("login", "refreshSecret", refreshSecret_, kLoginErrors);
    registry.addPublic("login", "changeip", changeIp_, kLoginErrors, groupware::api::Needs::Master);
    registry.add("sessionmanagement", "all", allSessions_, {}, groupware::api::Needs::Master);
    registry.add("sessionmanagement", "delete", deleteSessions_, {}, groupware::api::Needs::Master);
    registry.add("sessionmanagement", "clear", clearSessions_, {}, groupware::api::Needs::Master);
}

}  // namespace groupware::session::api

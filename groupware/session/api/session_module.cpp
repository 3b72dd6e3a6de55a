#include "groupware/session/api/session_module.h"

namespace groupware::session::api {
namespace {

// LGI-0010: the database is down.
constexpr groupware::api::ModuleErrors kLoginErrors{.prefix = "LGI", .unavailable = 10};
// Open-Xchange's numbers: the password could not be changed, and the new one is too weak.
constexpr groupware::api::ModuleErrors kPasswordErrors{.prefix = "PSW", .forbidden = 1, .badRequest = 3};
constexpr groupware::api::ModuleErrors kAppPasswordErrors{
    .prefix = "APW", .forbidden = 2, .conflict = 3, .badRequest = 4, .tooLarge = 5};

using groupware::api::Needs;
using groupware::api::Proof;
using groupware::api::Requirements;

// What ends sessions and makes passwords needs a session itself. All of it is on the master only.
constexpr Requirements kOwnSession{Needs::Master, {}, Proof::Session};
constexpr Requirements kPasswordEditor{Needs::Master, "editpassword", Proof::Session};

}  // namespace

SessionModule::SessionModule(const SessionServices& services)
    : login_(services.login, services.sessions),
      enterShare_(services.login, services.sessions, services.configuration),
      loginGuest_(services.login, services.sessions),
      autologin_(services.authenticator, services.sessions),
      logout_(services.authenticator, services.sessions),
      store_(services.authenticator, services.sessions),
      refreshSecret_(services.authenticator, services.sessions),
      changeIp_(services.authenticator, services.sessions),
      allSessions_(services.sessions),
      deleteSessions_(services.sessions),
      clearSessions_(services.sessions),
      changePassword_(services.passwordChange),
      allAppPasswords_(services.appPasswords),
      createAppPassword_(services.appPasswords),
      revokeAppPasswords_(services.appPasswords) {}

void SessionModule::addTo(groupware::api::Registry& registry) {
    registry.addPublic("login", "login", login_, kLoginErrors, groupware::api::Needs::Master);
    registry.addPublic("login", "anonymous", loginGuest_, kLoginErrors, groupware::api::Needs::Master);
    registry.addPublic("login", "guest", loginGuest_, kLoginErrors, groupware::api::Needs::Master);
    registry.addPublic("share", "", enterShare_, kLoginErrors, groupware::api::Needs::Master);
    registry.addPublic("login", "autologin", autologin_, kLoginErrors);
    registry.addPublic("login", "logout", logout_, kLoginErrors, groupware::api::Needs::Master);
    registry.addPublic("login", "store", store_, kLoginErrors, groupware::api::Needs::Master);
    registry.addPublic("login", "refreshSecret", refreshSecret_, kLoginErrors);
    registry.addPublic("login", "changeip", changeIp_, kLoginErrors, groupware::api::Needs::Master);
    registry.add("sessionmanagement", "all", allSessions_, {}, kOwnSession);
    registry.add("sessionmanagement", "delete", deleteSessions_, {}, kOwnSession);
    registry.add("sessionmanagement", "clear", clearSessions_, {}, kOwnSession);
    registry.add("passwordchange", "update", changePassword_, kPasswordErrors, kPasswordEditor);
    registry.add("apppasswords", "all", allAppPasswords_, kAppPasswordErrors, kOwnSession);
    registry.add("apppasswords", "new", createAppPassword_, kAppPasswordErrors, kOwnSession);
    registry.add("apppasswords", "delete", revokeAppPasswords_, kAppPasswordErrors, kOwnSession);
}

}  // namespace groupware::session::api

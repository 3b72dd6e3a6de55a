#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/main/objects/platform.h"
#include "groupware/principals/password_rules.h"
#include "groupware/principals/service/password_hasher.h"
#include "groupware/session/api/session_module.h"
#include "groupware/session/service/app_password_service.h"
#include "groupware/session/service/login_service.h"
#include "groupware/session/service/own_password.h"
#include "groupware/session/service/password_change.h"
#include "groupware/session/service/session_authenticator.h"
#include "groupware/session/service/session_service.h"
#include "groupware/session/service/state_cookie_filter.h"
#include "groupware/session/state_cookie.h"

#include <optional>
#include <string_view>

namespace groupware::main {

/// Logins, sessions and passwords, and the proof that every request brings.
class Sessions {
public:
    /// @param hasher  outlives this object
    /// @param clusterKey  signs what clients keep for all nodes
    Sessions(const Platform& platform, principals::PasswordHasher& hasher, std::string_view clusterKey);

    [[nodiscard]] http::Authenticator& authenticator() noexcept { return authenticator_; }
    /// Tells clients what they have written.
    [[nodiscard]] http::Filter& stateCookie() noexcept { return stateCookieFilter_; }
    /// For a housekeeping thread.
    void removeExpired(ContextId context) { (void)sessions_.removeExpired(context); }

    [[nodiscard]] const session::LoginCounters& loginCounters() const noexcept { return login_.counters(); }
    [[nodiscard]] const session::SessionEndCounters& endCounters() const noexcept { return sessions_.counters(); }

    void addTo(api::Registry& registry) { module_.addTo(registry); }
    void addTo(api::ConfigTree& settings);

private:
    const session::StateCookie stateCookie_;
    session::StateCookieFilter stateCookieFilter_;
    session::SessionAuthenticator authenticator_;
    session::LoginService login_;
    session::SessionService sessions_;
    const principals::PasswordRules passwordRules_;
    session::OwnPassword ownPassword_;
    session::PasswordChange passwordChange_;
    session::AppPasswordService appPasswords_;
    session::api::SessionModule module_;
};

}  // namespace groupware::main

#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/principals/service/password_hasher.h"
#include "groupware/session/service/login_throttle.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace groupware::session {

/// Checks that somebody who is logged in knows the password of his account, before what a stolen session must not do.
/// Guesses count as those of logins do, and the same limits hold. Safe to call from any thread.
class OwnPassword {
public:
    /// All references must outlive this object.
    OwnPassword(dbpool::ContextDatabase& database, principals::PasswordHasher& hasher, const Clock& clock,
                const ConfigurationSource& configuration)
        : database_(database), hasher_(hasher), throttle_(database, clock, configuration) {}

    /// What was proven; a write compares it with what is there then.
    struct Proven {
        principals::PasswordHash hash;
        std::int64_t credentialVersion = 0;
    };
    /// @param address  of the client
    /// @throws LoginError InvalidCredentials or Throttled; Error as PasswordHasher, Unavailable
    [[nodiscard]] Proven prove(const Caller& caller, std::string_view password, std::string_view address);

private:
    dbpool::ContextDatabase& database_;
    principals::PasswordHasher& hasher_;
    LoginThrottle throttle_;
};

}  // namespace groupware::session

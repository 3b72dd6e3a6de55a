#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/session/store/attempt_store.h"

#include <chrono>
#include <cstdint>
#include <string_view>
#include <variant>

namespace groupware::session {

/// Slows down the guessing of passwords, counted in the database, so that it makes no difference which node is asked.
/// An attempt counts before its password is checked and is taken back on success: guesses in parallel gain nothing.
/// Safe to call from any thread.
class LoginThrottle {
public:
    /// What one login counts as.
    struct Ticket {
        Attempt ofLogin;           ///< from anywhere
        Attempt ofLoginAtAddress;  ///< the low limit: so that nobody can lock out a user who logs in from elsewhere
        Attempt ofAddress;         ///< with any login
    };
    /// There were too many in `login.attemptWindow`.
    struct Refusal {
        std::chrono::milliseconds retryAfter{};  ///< until enough of them count no more
    };

    /// All references must outlive this object.
    LoginThrottle(dbpool::ContextDatabase& database, const Clock& clock, const ConfigurationSource& configuration);

    /// Counts an attempt, unless there were too many.
    [[nodiscard]] std::variant<Ticket, Refusal> admit(ContextId context, std::string_view login,
                                                      std::string_view address);
    /// Takes an attempt back: its password was right.
    static void takeBack(dbpool::UnsyncedTransaction& tx, const Ticket& ticket);
    /// Removes what counts no more. @return rows removed, at most `limit`
    std::int64_t removeOld(dbpool::UnsyncedTransaction& tx, std::int64_t limit) const;

private:
    dbpool::ContextDatabase& database_;
    const Clock& clock_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::session

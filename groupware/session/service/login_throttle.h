#pragma once

#include "dbpool/routing/unsynced_transaction.h"
#include "groupware/base/clock.h"
#include "groupware/base/options.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace groupware::session {

/// Slows down the guessing of passwords, counted in the database, so that it makes no difference which node is asked.
/// Attempts count before the password is checked and are taken back on success: guesses in parallel gain nothing.
/// Safe to call from any thread.
class LoginThrottle {
public:
    LoginThrottle(const Clock& clock, const Configuration& configuration);

    /// Counts an attempt. @return false if there were too many
    [[nodiscard]] bool admit(dbpool::UnsyncedTransaction& tx, std::string_view login, std::string_view address) const;
    /// Takes it back: the password was right.
    void succeeded(dbpool::UnsyncedTransaction& tx, std::string_view login, std::string_view address) const;
    /// Removes counters of windows that are over. @return rows removed, at most `limit`
    std::int64_t removeOld(dbpool::UnsyncedTransaction& tx, std::int64_t limit) const;

private:
    const Clock& clock_;
    const std::int64_t perLogin_;
    const std::int64_t perAddress_;
    const std::chrono::milliseconds window_;
};

}  // namespace groupware::session

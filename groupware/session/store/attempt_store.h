#pragma once

#include "dbpool/routing/unsynced_transaction.h"
#include "groupware/base/clock.h"

#include <cstdint>
#include <string_view>

namespace groupware::session {

/// Counts login attempts of one context. A subject is what is counted: 32 octets that name a login or an address.
class AttemptStore {
public:
    explicit AttemptStore(dbpool::UnsyncedTransaction& transaction) : transaction_(transaction) {}

    /// Counts one attempt at `now`. Attempts of a window that began before `windowStart` are forgotten.
    /// @return attempts in the window, this one included
    std::int64_t count(std::string_view subject, Instant now, Instant windowStart);
    /// Takes back one attempt.
    void takeBack(std::string_view subject);
    /// Forgets all attempts.
    void forget(std::string_view subject);
    /// @return rows removed, at most `limit`
    std::int64_t removeOld(Instant windowStart, std::int64_t limit);

private:
    dbpool::UnsyncedTransaction& transaction_;
};

}  // namespace groupware::session

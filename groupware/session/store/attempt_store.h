#pragma once

#include "dbpool/routing/unsynced_transaction.h"
#include "groupware/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::session {

/// One login that was tried.
struct Attempt {
    std::string subject;  ///< what is counted, 32 octets that name a login or an address
    Instant tried;
    std::string id;  ///< 8 random octets
};

/// The login attempts of one context. Adding and removing one waits for no other.
class AttemptStore {
public:
    explicit AttemptStore(dbpool::UnsyncedTransaction& transaction) : transaction_(transaction) {}

    void add(const Attempt& attempt);
    void remove(const Attempt& attempt);
    /// When the oldest of the newest `limit + 1` attempts at or after `since` was; nothing if there are no more than
    /// `limit`. Sees those of other transactions only if they were committed before this one began.
    [[nodiscard]] std::optional<Instant> beyond(std::string_view subject, Instant since, std::int64_t limit);
    /// @return rows removed, at most `limit`
    std::int64_t removeBefore(Instant since, std::int64_t limit);

private:
    dbpool::UnsyncedTransaction& transaction_;
};

}  // namespace groupware::session

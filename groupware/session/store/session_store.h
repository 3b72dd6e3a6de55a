#pragma once

#include "dbpool/routing/unsynced_transaction.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/clock.h"
#include "groupware/session/session.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace groupware::session {

/// Sessions last used before these instants are over.
struct Expiry {
    Instant shortLived;
    Instant longLived;
};

/// The session rows of one context, on the master.
class SessionStore {
public:
    explicit SessionStore(dbpool::UnsyncedTransaction& transaction) : transaction_(transaction) {}

    void insert(const Session& session);
    /// Sessions of the user that are neither expired nor ended by a new password, oldest first.
    [[nodiscard]] std::vector<Session> liveOf(UserId user, const Expiry& expiry);
    [[nodiscard]] std::int64_t countLiveOf(UserId user, std::int64_t credentialVersion, const Expiry& expiry);
    /// Never turns the time of last use back.
    void touch(const SessionId& id, Instant used);
    void setStaySignedIn(const SessionId& id);
    void setAddress(const SessionId& id, std::string_view address);
    /// @return rows removed, at most `limit`
    std::int64_t removeExpired(const Expiry& expiry, std::int64_t limit);

private:
    dbpool::UnsyncedTransaction& transaction_;
};

/// Ends sessions: a recorded write, because other nodes must hear of it.
class SessionEnder {
public:
    explicit SessionEnder(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// @return false if the user has no such session
    bool remove(UserId user, const SessionId& id);
    /// The session goes on under the credentials that its user has now.
    void keep(UserId user, const SessionId& id);
    /// @return how many were removed
    std::int64_t removeOthers(UserId user, const SessionId& kept);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::session

#pragma once

#include "dbpool/driver/db_error.h"
#include "dbpool/pool/pool.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace dbpool {

/// How long the server lets a write transaction wait for a lock, and idle before it kills the connection.
struct TransactionTimeouts {
    std::chrono::seconds lockWait{5};
    std::chrono::seconds idle{5};
};

/// One transaction on one leased connection, rolled back when destroyed unless committed. After an error that ended
/// the transaction on the server (a deadlock, a lost connection) every later statement throws that error again, so
/// that a caller who swallowed it cannot write outside of a transaction.
class ServerTransaction {
public:
    /// Makes `schema` current. @throws DbError UnknownObject if the server has no such schema
    ServerTransaction(Lease lease, std::string_view schema);
    ~ServerTransaction();
    ServerTransaction(const ServerTransaction&) = delete;
    ServerTransaction& operator=(const ServerTransaction&) = delete;

    /// A consistent snapshot. The server refuses writes in it.
    void beginRead();
    /// One round trip for the timeouts and the start. REPEATABLE READ: what was read and changed since fails the
    /// transaction instead of being overwritten.
    void beginWrite(const TransactionTimeouts& timeouts);
    /// As beginWrite(), READ COMMITTED: writers of the same rows wait for each other and never fail for it. For rows
    /// whose new value does not depend on what the transaction read before.
    void beginUnsynced(const TransactionTimeouts& timeouts);

    [[nodiscard]] Rows query(std::string_view sql, std::span<const Value> values);
    /// @return rows matched
    std::int64_t execute(std::string_view sql, std::span<const Value> values);

    /// @throws DbError CommitUnknown if the connection died before the server's answer; any other error means that
    ///         nothing was committed
    void commit();
    /// Ends the transaction; the connection stays usable for another begin.
    void rollback() noexcept;
    [[nodiscard]] bool open() const noexcept { return open_; }
    /// The connection is not lent again: its timeouts are not those that the next borrower expects.
    void discardAfterUse() noexcept { lease_.discard(); }

private:
    void start(const TransactionTimeouts& timeouts, std::string_view isolation);
    void requireUsable() const;
    template <class Call>
    auto guarded(Call&& call);

    Lease lease_;
    bool open_ = false;
    std::optional<DbError> ended_;
};

}  // namespace dbpool

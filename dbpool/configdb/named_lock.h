#pragma once

#include "dbpool/driver/connection.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dbpool {

/// A lock that all processes of the cluster see, held on a connection of its own to the master of the config DB. It is
/// gone when the process dies, so it tells a dead owner from a slow one. It does not survive the master: what it guards
/// is also guarded by conditions in the statements.
class NamedLock {
public:
    /// @param scope  makes the names of one config DB differ from those of another on the same server
    /// @return nothing if somebody else held it for all of `wait`
    /// @throws DbError
    [[nodiscard]] static std::optional<NamedLock> tryAcquire(const Endpoint& server, std::string_view scope,
                                                             std::string_view name, std::chrono::milliseconds wait);
    NamedLock(NamedLock&&) noexcept = default;
    NamedLock& operator=(NamedLock&&) noexcept = default;
    NamedLock(const NamedLock&) = delete;
    NamedLock& operator=(const NamedLock&) = delete;
    ~NamedLock() = default;  // the server releases the lock with the connection

private:
    explicit NamedLock(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

    std::unique_ptr<Connection> connection_;
};

}  // namespace dbpool

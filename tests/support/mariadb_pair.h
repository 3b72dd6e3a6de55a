#pragma once

#include "tests/support/mariadb_server.h"

#include <string>
#include <vector>

namespace test {

/// A master and a read-only replica that follows it by GTID. Lag and failures on demand.
class MariaDbPair {
public:
    /// @param arguments  more options of both servers
    explicit MariaDbPair(const std::vector<std::string>& arguments = {});

    [[nodiscard]] MariaDbServer& master() noexcept { return master_; }
    [[nodiscard]] MariaDbServer& replica() noexcept { return replica_; }

    /// Returns when the replica has applied everything that the master has committed by now.
    /// @throws std::runtime_error if it does not get there
    void waitForReplica() const;
    /// The replica goes on receiving, but applies nothing: its data stay as old as now.
    void stopReplicaSql() const;
    /// Applies again; does not wait, see waitForReplica().
    void startReplicaSql() const;
    /// Makes the replica a writable server of its own, as an operator does after the master's death.
    void promoteReplica() const;

private:
    MariaDbServer master_;
    MariaDbServer replica_;
};

}  // namespace test

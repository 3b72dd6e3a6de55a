#pragma once

#include "dbpool/configdb/cluster_reader.h"
#include "dbpool/pool/pool.h"
#include "dbpool/routing/gate_breaker.h"
#include "dbpool/routing/limits.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dbpool {

/// One server of a database cluster.
struct DatabaseServer {
    DatabaseServer(const DatabaseDefinition& definition, const ConnectionLimits& connection, PoolLimits pool,
                   const RoutingLimits& limits);

    groupware::DatabaseId id;
    std::string name;
    Pool pool;
    GateBreaker gate;
};

/// What one server did, for /metrics.
struct ServerStatus {
    std::int64_t cluster = 0;
    groupware::DatabaseId id;
    std::string name;
    bool master = false;
    bool available = false;
    ServerCounters counters;
};

/// One master and its replicas. Safe to call from any thread.
class DatabaseCluster {
public:
    DatabaseCluster(ClusterDefinition definition, const ConnectionLimits& connection, const PoolLimits& pool,
                    const RoutingLimits& limits);

    [[nodiscard]] const ClusterDefinition& definition() const noexcept { return definition_; }
    [[nodiscard]] DatabaseServer& master() noexcept { return master_; }
    /// The replicas in the order in which the next read asks them: each call starts with another one.
    [[nodiscard]] std::vector<DatabaseServer*> replicas();

    /// A connection to the master; waits for one to be there until `deadline`.
    /// @throws groupware::Error Unavailable then, and at once if too many callers wait already
    [[nodiscard]] Lease acquireMaster(std::chrono::steady_clock::time_point deadline);

    /// How often the cluster had another server promoted, as last seen; 0 = unknown.
    [[nodiscard]] std::int64_t term() const noexcept { return term_.load(); }
    /// Asks the master, which tells whether it is there; keeps what is known if it does not answer.
    std::int64_t refreshTerm();

    /// Asks every replica for a sign of life, and tries those that count as down. A request never does the latter: a
    /// machine that hangs would hold it up.
    void probeReplicas();
    /// Opens the connections that are registered as initial, unless they are there.
    void fillPools();
    void closeIdle();
    [[nodiscard]] std::vector<ServerStatus> status() const;

private:
    ClusterDefinition definition_;
    RoutingLimits limits_;
    DatabaseServer master_;
    std::vector<std::unique_ptr<DatabaseServer>> replicas_;
    std::atomic<std::size_t> nextReplica_{0};
    std::atomic<std::int64_t> term_{0};
    std::atomic<int> waiting_{0};
};

}  // namespace dbpool

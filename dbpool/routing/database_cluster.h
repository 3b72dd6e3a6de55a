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
    int weight;  ///< 0: only when no other server can answer
    std::string site;
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

/// Who is what. Roles change at any time, so one use of a cluster asks once and keeps to the answer.
struct ClusterRoles {
    DatabaseServer* master = nullptr;       ///< null if none is known
    std::vector<DatabaseServer*> replicas;  ///< every other server, in the order in which this use asks them
    std::int64_t term = 0;                  ///< counts promotions; 0 = unknown
};

/// A connection to the server that was the master when it was lent.
struct MasterLease {
    DatabaseServer& server;
    Lease lease;
    std::int64_t term = 0;
};

/// The servers of a database cluster, one of which is the master. Safe to call from any thread.
class DatabaseCluster {
public:
    DatabaseCluster(ClusterDefinition definition, const ConnectionLimits& connection, const PoolLimits& pool,
                    const RoutingLimits& limits);

    [[nodiscard]] const ClusterDefinition& definition() const noexcept { return definition_; }
    /// The replicas come in the order in which the next read asks them: see replicaOrder().
    [[nodiscard]] ClusterRoles roles();
    /// False if `server` is not the master now, or was promoted anew since `term`.
    [[nodiscard]] bool isMaster(const DatabaseServer& server, std::int64_t term) const;

    /// A connection to the master; waits for one to be there until `deadline`.
    /// @throws groupware::Error Unavailable then, and at once if too many callers wait already
    [[nodiscard]] MasterLease acquireMaster(std::chrono::steady_clock::time_point deadline);

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
    [[nodiscard]] std::vector<DatabaseServer*> replicas();
    [[nodiscard]] std::vector<DatabaseServer*> inReadingOrder(std::vector<DatabaseServer*> servers);

    ClusterDefinition definition_;
    RoutingLimits limits_;
    DatabaseServer master_;
    std::vector<std::unique_ptr<DatabaseServer>> replicas_;
    std::atomic<std::uint64_t> draws_{0};
    std::atomic<std::int64_t> term_{0};
    std::atomic<int> waiting_{0};
};

}  // namespace dbpool

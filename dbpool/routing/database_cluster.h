#pragma once

#include "dbpool/configdb/cluster_reader.h"
#include "dbpool/pool/pool.h"
#include "dbpool/replication/server_group.h"
#include "dbpool/routing/gate_breaker.h"
#include "dbpool/routing/limits.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace dbpool {

/// One server of a database cluster.
struct DatabaseServer {
    /// @param trouble  as of Pool
    DatabaseServer(const DatabaseDefinition& definition, const ConnectionLimits& connection, PoolLimits pool,
                   const RoutingLimits& limits, std::function<void()> trouble);

    groupware::DatabaseId id;
    std::string name;
    int weight;  ///< 0: only when no other server can answer
    std::string site;
    Pool pool;
    GateBreaker gate;
};

/// What one server is and did, for /metrics and /ready.
struct ServerStatus {
    std::int64_t cluster = 0;
    Durability durability = Durability::Available;  ///< what the cluster promises
    groupware::DatabaseId id;
    std::string name;
    bool master = false;
    bool available = false;  ///< false while the breaker of its pool is open
    ServerCounters counters;
    MemberStatus member;  ///< what it says about itself
};

/// Who is what. Roles change at any time, so one use of a cluster asks once and keeps to the answer.
struct ClusterRoles {
    DatabaseServer* master = nullptr;  ///< null if none is known
    /// Who else may answer, in the order in which this use asks them. Without a master all servers, and what they
    /// answer is unproven.
    std::vector<DatabaseServer*> replicas;
    std::int64_t term = 0;  ///< counts promotions; 0 = unknown
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
    /// True if another server is known to be the master, or to become it, since `server` was the master of `term`: what
    /// a connection lent before did there may have been done for nobody.
    [[nodiscard]] bool wasReplaced(const DatabaseServer& server, std::int64_t term) const;

    /// Whether there is a master that can be reached, as far as is known. Returns at once.
    [[nodiscard]] bool hasMaster() const { return group_->hasMaster(); }
    /// A connection to the master; waits for one to be there until `deadline`.
    /// @throws groupware::Error Unavailable then; TooManyWaiters at once
    [[nodiscard]] MasterLease acquireMaster(std::chrono::steady_clock::time_point deadline,
                                            Purpose purpose = Purpose::Write);

    /// A server said that it is no master, or something else failed: the roles are asked for anew soon. Returns at
    /// once.
    void look() noexcept { group_->look(); }
    /// The same; returns when every server has answered, or its time is over. Called by a housekeeping thread.
    void lookNow() { group_->lookNow(); }
    /// How often the cluster had another server promoted, as last seen; 0 = unknown.
    [[nodiscard]] std::int64_t term() const { return group_->roles().term; }

    /// Opens the connections that are registered as initial, unless they are there.
    void fillPools();
    void closeIdle();
    [[nodiscard]] std::vector<ServerStatus> status() const;

private:
    [[nodiscard]] std::vector<DatabaseServer*> inReadingOrder(std::vector<DatabaseServer*> servers);

    ClusterDefinition definition_;
    std::string site_;                                      ///< of this process
    std::vector<std::unique_ptr<DatabaseServer>> servers_;  ///< the registered master first
    std::unique_ptr<ServerGroup> group_;                    ///< of servers_, by index
    std::atomic<std::uint64_t> draws_{0};
};

}  // namespace dbpool

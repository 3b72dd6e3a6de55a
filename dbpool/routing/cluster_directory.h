#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/routing/database_cluster.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dbpool {

/// The database clusters of the config DB, each with its pools. Safe to call from any thread.
class ClusterDirectory {
public:
    /// @param config      must outlive this object
    /// @param clusterKey  32 octets; opens the passwords of database accounts
    /// @param pool        limits of each server's pool; `db_pool.max` overrides their maximum
    ClusterDirectory(ConfigDatabase& config, std::string clusterKey, const ConnectionLimits& connection,
                     const PoolLimits& pool, const RoutingLimits& limits = {});
    ~ClusterDirectory();

    /// Reads and connects a cluster at first use. Shared, because leases of a cluster that was changed or removed live
    /// on until they are returned.
    /// @throws groupware::Error Unavailable if the config DB does not know it, or cannot be asked
    [[nodiscard]] std::shared_ptr<DatabaseCluster> get(std::int64_t cluster);

    /// As DatabaseCluster::hasMaster(); true for a cluster that was not used yet.
    [[nodiscard]] bool hasMaster(std::int64_t cluster) const;
    /// Tells the request that this thread runs what it may wait for: the cluster has no master now.
    void noteMissingMaster(std::int64_t cluster) const;

    /// Reads anew what the config DB has changed since, and looks at all servers. Called by a housekeeping thread.
    void refresh();
    /// Closes connections idle for too long.
    void closeIdle();
    /// Every server of every cluster in use.
    [[nodiscard]] std::vector<ServerStatus> status() const;

private:
    using Clusters = std::map<std::int64_t, std::shared_ptr<DatabaseCluster>>;
    [[nodiscard]] std::shared_ptr<DatabaseCluster> load(std::int64_t cluster);
    [[nodiscard]] Clusters snapshot() const;
    void replace(std::int64_t cluster, std::shared_ptr<DatabaseCluster> loaded);

    ConfigDatabase& config_;
    std::string clusterKey_;
    ConnectionLimits connection_;
    PoolLimits pool_;
    RoutingLimits limits_;
    mutable std::mutex mutex_;
    Clusters clusters_;           // guarded by mutex_
    std::int64_t loadedSeq_ = 0;  // guarded by mutex_
};

}  // namespace dbpool

#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/context_database.h"
#include "dbpool/routing/housekeeper.h"
#include "groupware/base/options.h"
#include "groupware/main/metrics.h"

namespace groupware::main {

/// The config DB and the context databases, as the configuration describes them. Connects at first use, so that a node
/// starts while a database is down.
class Databases {
public:
    /// @throws Error BadRequest for a broken URL or a secret file that is missing or readable by others
    explicit Databases(const Configuration& configuration);

    [[nodiscard]] dbpool::ConfigDatabase& config() noexcept { return config_; }
    [[nodiscard]] dbpool::ContextDatabase& contexts() noexcept { return contexts_; }

    /// @throws if the master of the config DB does not answer
    void requireConfig() { (void)config_.refresh(); }
    /// @throws Error Unavailable if a database cluster in use has no server that can be reached
    void requireClusters() const;
    /// @throws Error Unavailable naming a master (or a replica) in use that cannot be reached
    void requireServers(bool masters) const;
    /// Pools, reads, writes and gate results of every server in use.
    void collect(MetricsWriter& writer) const;

private:
    dbpool::ConfigDatabase config_;
    dbpool::ClusterDirectory clusters_;
    dbpool::ContextDatabase contexts_;
    dbpool::Housekeeper housekeeper_;
};

}  // namespace groupware::main

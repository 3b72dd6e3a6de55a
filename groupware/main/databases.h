#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/context_database.h"
#include "dbpool/routing/housekeeper.h"
#include "groupware/base/options.h"
#include "groupware/main/metrics.h"
#include "groupware/main/readiness.h"

#include <vector>

namespace groupware::main {

/// The config DB and the context databases, as the configuration describes them. Connects at first use, so that a node
/// starts while a database is down.
class Databases {
public:
    /// @throws Error BadRequest for a broken URL or a secret file that is missing or readable by others
    explicit Databases(const Configuration& configuration);

    [[nodiscard]] dbpool::ConfigDatabase& config() noexcept { return config_; }
    [[nodiscard]] dbpool::ContextDatabase& contexts() noexcept { return contexts_; }

    /// Asks the config DB if this node has never heard from it: what it knows already, it goes on using.
    /// @throws Error Unavailable if it never heard from it
    void requireConfig();
    /// None of the following asks a server: they are watched all the time, so that one that hangs holds no request up.
    /// @throws Error Unavailable if a database cluster in use has no server that can be reached
    void requireClusters() const;
    /// The config DB and each database cluster in use: master, replicas, durability.
    [[nodiscard]] std::vector<Readiness::Part> survey() const;
    /// Pools, reads, writes and gate results of every server in use.
    void collect(MetricsWriter& writer) const;

private:
    dbpool::ConfigDatabase config_;
    dbpool::ClusterDirectory clusters_;
    dbpool::ContextDatabase contexts_;
    dbpool::Housekeeper housekeeper_;
};

}  // namespace groupware::main

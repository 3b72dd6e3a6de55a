#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/migrate/migration.h"
#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/context_database.h"
#include "tests/support/temporary_directory.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace test {

/// The servers of an installation. Keep the config DB on another server than the contexts when these are to die.
struct InstallationServers {
    dbpool::Endpoint config;
    dbpool::Endpoint master;
    std::optional<dbpool::Endpoint> replica;
    dbpool::ConnectionLimits connection = {};  ///< of connections to master and replica
};

/// A config DB, one registered server, filestore and database cluster, and one context schema with the given tables.
/// Its schemas have names of their own, so several installations share a server.
class Installation {
public:
    /// @param name    prefix of the schemas, different from all others on these servers
    /// @param schema  the folders whose tables are wanted; those of dbpool/routing come first by themselves
    Installation(const InstallationServers& servers, const std::string& name, std::vector<dbpool::MigrationSet> schema,
                 const dbpool::RoutingLimits& limits = {});

    [[nodiscard]] dbpool::ConfigDatabase& config() noexcept { return config_; }
    [[nodiscard]] dbpool::ClusterDirectory& clusters() noexcept { return clusters_; }
    [[nodiscard]] const dbpool::ClusterDirectory& clusters() const noexcept { return clusters_; }
    [[nodiscard]] dbpool::ContextDatabase& database() noexcept { return database_; }
    /// Where its contexts live.
    [[nodiscard]] const dbpool::ContextLocation& location() const noexcept { return location_; }
    [[nodiscard]] static std::string clusterKey() { return std::string(32, 'k'); }
    static constexpr groupware::ServerId kServer{2};
    static constexpr groupware::FilestoreId kFilestore{3};

    /// A context in the config DB, active, with a login mapping of its id, and its first transaction.
    groupware::CommitToken createContext(groupware::ContextId context,
                                         const dbpool::ContextDatabase::WriteClosure& more = {});
    /// Forgets it and all its rows.
    void removeContext(groupware::ContextId context);

private:
    void registerServers(const InstallationServers& servers, const std::string& name);
    void createSchemas(const dbpool::Endpoint& master, const std::string& name,
                       const std::vector<dbpool::MigrationSet>& schema) const;

    TemporaryDirectory filestore_;
    dbpool::ContextLocation location_;
    dbpool::ConfigDatabase config_;
    dbpool::ClusterDirectory clusters_;
    dbpool::ContextDatabase database_;
};

}  // namespace test

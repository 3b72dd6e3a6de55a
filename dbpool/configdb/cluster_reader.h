#pragma once

#include "dbpool/configdb/config_session.h"
#include "dbpool/driver/connection.h"
#include "dbpool/replication/durability.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// One registered database server.
struct DatabaseDefinition {
    groupware::DatabaseId id;
    std::string name;
    Endpoint endpoint;
    int maxConnections = 100;
    bool hardLimit = true;       ///< false: the process may go up to its own PoolLimits::maxConnections if that is more
    int initialConnections = 0;  ///< opened when the cluster is first used, and kept
    int weight = 100;  ///< share of the reads of its site's replicas, 0 to 100; 0: only when no other can answer
    std::string site;  ///< where it stands; empty if that does not matter
};

/// The servers of one database cluster.
struct ClusterDefinition {
    std::int64_t id = 0;
    std::string name;           ///< schemas are named `<name>_<number>`
    DatabaseDefinition master;  ///< the registered one: a first guess, the servers say which one it is
    std::vector<DatabaseDefinition> replicas;
    Durability durability = Durability::Available;
};

/// Reads database clusters with what is needed to connect to them.
class ClusterReader {
public:
    /// @param clusterKey  32 octets; opens the sealed passwords. Must outlive this object
    ClusterReader(ConfigReadSession& session, std::string_view clusterKey)
        : session_(session), clusterKey_(clusterKey) {}

    /// @throws groupware::Error Internal if a password cannot be unsealed, BadRequest if a URL cannot be read
    [[nodiscard]] std::optional<ClusterDefinition> find(std::int64_t cluster);

private:
    ConfigReadSession& session_;
    std::string_view clusterKey_;
};

}  // namespace dbpool

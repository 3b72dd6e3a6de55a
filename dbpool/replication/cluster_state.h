#pragma once

#include "dbpool/driver/connection.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dbpool {

/// The one row `cluster_state` of a database cluster. It is replicated, so every member says what it knows.
struct ClusterState {
    std::int64_t term = 0;            ///< promotions so far, from 1; 0 if the cluster has no such row
    std::int64_t masterServerId = 0;  ///< `server_id` of the master of that term; 0 if not known
};

/// The schema of a database cluster that holds what concerns the cluster itself: `<name>_0`. The config DB's own
/// cluster has its `cluster_state` in the config schema.
[[nodiscard]] std::string clusterSchema(std::string_view clusterName);

/// Creates that schema with the cluster's one `cluster_state` row: term 1, and the server of `connection` as master.
/// Adds what an older version's table lacks; does nothing if all is there.
/// @param connection  to the master, of an account that may create `<name>_0`
void createClusterState(Connection& connection, std::string_view clusterName);

/// The state as this server has it; all 0 if there is none or this account may not see it.
/// @param schema  clusterSchema(), or the config schema
/// @throws DbError
[[nodiscard]] ClusterState readClusterState(Connection& connection, std::string_view schema);

/// Writes into the state that the server of `connection` is the master, if the state is still `known` and the server is
/// writable: with the next term if another one was named before, so that this one is not believed again.
/// @return false if there was nothing to write
/// @throws DbError
bool claimCluster(Connection& connection, std::string_view schema, const ClusterState& known);

/// How often another server was promoted in this cluster; 0 if the cluster has no state.
/// @throws DbError
[[nodiscard]] std::int64_t readTerm(Connection& connection, std::string_view clusterName);

}  // namespace dbpool

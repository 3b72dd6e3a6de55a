#pragma once

#include "dbpool/driver/connection.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace dbpool {

/// The schema of a database cluster that holds what concerns the cluster itself: `<name>_0`.
[[nodiscard]] std::string clusterSchema(std::string_view clusterName);

/// Creates that schema with the cluster's one `cluster_state` row, at term 1. Does nothing if they exist.
/// @param connection  to the master, of an account that may create `<name>_0`
void createClusterState(Connection& connection, std::string_view clusterName);

/// How often another server was promoted in this cluster; 0 if the cluster has no state.
/// @throws DbError
[[nodiscard]] std::int64_t readTerm(Connection& connection, std::string_view clusterName);

}  // namespace dbpool

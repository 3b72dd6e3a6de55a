#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/routing/database_cluster.h"
#include "groupware/main/readiness.h"

#include <vector>

namespace groupware::main {

/// What /ready says of database servers, from their last answers: which is the master, how many replicas answer reads,
/// what is promised about commits and what the master really does (dbpool::actualDurability()).

/// "configdb_servers ok: master, 1 of 1 replicas, durability available". Its servers have no ids and are not named.
[[nodiscard]] Readiness::Part configPart(const std::vector<dbpool::ConfigServerStatus>& servers);

/// One for each cluster: "cluster 3 warning: master 4, 1 of 2 replicas, durability strict".
/// @param servers  those of one cluster stand together
[[nodiscard]] std::vector<Readiness::Part> clusterParts(const std::vector<dbpool::ServerStatus>& servers);

}  // namespace groupware::main

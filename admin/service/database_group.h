#pragma once

#include "dbpool/replication/durability.h"
#include "dbpool/replication/survey.h"

#include <string>
#include <vector>

namespace admin {

/// The servers of one database cluster, or of the config DB, as they are registered.
struct DatabaseGroup {
    std::string name;    ///< of the cluster; DatabaseGroups::kConfigCluster for the config DB's
    std::string schema;  ///< where `cluster_state` is
    std::string registeredMaster;
    dbpool::Durability durability = dbpool::Durability::Available;
    /// The strictest of all that these servers hold, other clusters and the config DB among it: semi-synchronous
    /// replication is the server's, not the cluster's.
    dbpool::Durability serverDurability = dbpool::Durability::Available;
    std::vector<dbpool::Member> members;  ///< with the accounts that may promote, if such are registered
};

}  // namespace admin

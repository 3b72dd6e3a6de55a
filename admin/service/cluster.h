#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/driver/connection.h"
#include "dbpool/migrate/migration.h"
#include "dbpool/replication/durability.h"
#include "dbpool/routing/context_database.h"

#include <string>
#include <vector>

namespace admin {

/// What provisioning works on. Made once by the daemon; outlives the services.
struct Cluster {
    dbpool::ConfigDatabase& config;
    dbpool::ContextDatabase& contexts;
    std::vector<dbpool::Endpoint> configServers;  ///< all of the config DB's, with the account that may promote
    std::string configSchema;
    dbpool::Durability configDurability = dbpool::Durability::Available;
    std::string serverName;                     ///< of the server that new contexts belong to
    std::string key;                            ///< 32 octets; seals database passwords
    std::vector<dbpool::MigrationSet> schemas;  ///< what a context schema is made of
};

}  // namespace admin

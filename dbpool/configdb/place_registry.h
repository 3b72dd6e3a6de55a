#pragma once

#include "dbpool/configdb/config_session.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// A database cluster that may take a context.
struct ClusterPlace {
    std::int64_t cluster = 0;
    std::string name;
    std::int64_t master = 0;  ///< `db_pool_id`
    std::int64_t weight = 0;
    std::int64_t maxUnits = 0;  ///< -1 = unlimited
    std::int64_t contexts = 0;
};

/// A schema of a cluster with the contexts it holds.
struct SchemaPlace {
    std::string name;
    std::int64_t contexts = 0;
};

/// Where there is room, as the counters say. What is read here is a hint; ContextRegistry::reserve() decides.
class PlaceReader {
public:
    explicit PlaceReader(ConfigReadSession& session) : session_(session) {}

    /// Clusters that are not full and take new contexts.
    [[nodiscard]] std::vector<ClusterPlace> clusters();
    /// The cluster's schemas, fullest first among those with fewer than `limit` contexts.
    [[nodiscard]] std::vector<SchemaPlace> schemas(std::int64_t cluster, std::int64_t limit);
    [[nodiscard]] bool hasSchema(std::int64_t cluster, std::string_view schema);

private:
    ConfigReadSession& session_;
};

class PlaceRegistry {
public:
    explicit PlaceRegistry(ConfigTransaction& transaction) : transaction_(transaction) {}

    /// Adds an empty schema that exists on the cluster's master with all its tables.
    void addSchema(std::int64_t cluster, std::string_view schema);

private:
    ConfigTransaction& transaction_;
};

}  // namespace dbpool

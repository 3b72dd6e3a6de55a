#include "dbpool/configdb/place_registry.h"

namespace dbpool {
namespace {

constexpr ConfigReadStatement kClusters{
    "configdb.place.clusters",
    "SELECT c.cluster_id, c.name, c.write_db_pool_id, c.weight, c.max_units, n.count FROM db_cluster c"
    " JOIN contexts_per_dbpool n ON n.cluster_id = c.cluster_id"
    " WHERE c.max_units = -1 OR n.count < c.max_units ORDER BY c.cluster_id"};
constexpr ConfigReadStatement kSchemas{"configdb.place.schemas",
                                       "SELECT schemaname, count FROM contexts_per_dbschema"
                                       " WHERE cluster_id = ? AND count < ? ORDER BY count DESC, schemaname"};
constexpr ConfigReadStatement kHasSchema{"configdb.place.hasSchema",
                                         "SELECT 1 FROM contexts_per_dbschema WHERE cluster_id = ? AND schemaname = ?"};
constexpr ConfigWriteStatement kAddSchema{
    "configdb.place.addSchema", "INSERT INTO contexts_per_dbschema (cluster_id, schemaname, count) VALUES (?, ?, 0)"};

}  // namespace

std::vector<ClusterPlace> PlaceReader::clusters() {
    std::vector<ClusterPlace> places;
    for (Rows rows = session_.query(kClusters); rows.next();) {
        places.push_back({.cluster = rows.integer(1),
                          .name = rows.text(2),
                          .master = rows.integer(3),
                          .weight = rows.integer(4),
                          .maxUnits = rows.integer(5),
                          .contexts = rows.integer(6)});
    }
    return places;
}

std::vector<SchemaPlace> PlaceReader::schemas(std::int64_t cluster, std::int64_t limit) {
    std::vector<SchemaPlace> places;
    for (Rows rows = session_.query(kSchemas, {cluster, limit}); rows.next();) {
        places.push_back({.name = rows.text(1), .contexts = rows.integer(2)});
    }
    return places;
}

bool PlaceReader::hasSchema(std::int64_t cluster, std::string_view schema) {
    return session_.query(kHasSchema, {cluster, schema}).next();
}

void PlaceRegistry::addSchema(std::int64_t cluster, std::string_view schema) {
    transaction_.execute(kAddSchema, {cluster, schema});
}

}  // namespace dbpool

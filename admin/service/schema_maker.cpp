#include "admin/service/schema_maker.h"

#include "admin/service/problems.h"
#include "dbpool/configdb/endpoint_of.h"
#include "dbpool/configdb/named_lock.h"
#include "dbpool/configdb/place_registry.h"
#include "dbpool/driver/db_error.h"
#include "dbpool/migrate/migrator.h"
#include "groupware/base/log.h"

#include <optional>

namespace admin {
namespace {

/// Longer than the slowest set of migrations of an empty schema.
constexpr std::chrono::seconds kLockWait{60};

}  // namespace

std::string SchemaMaker::schemaWithRoom(std::int64_t databaseCluster) {
    const auto find = [&] {
        return cluster_.config.readMaster([&](dbpool::ConfigReadSession& session) {
            return dbpool::PlaceReader(session).schemas(databaseCluster, contextsPerSchema_);
        });
    };
    if (const auto places = find(); !places.empty()) return places.front().name;

    const auto lock = dbpool::NamedLock::tryAcquire(cluster_.config.masterEndpoint(), cluster_.configSchema,
                                                    "schema." + std::to_string(databaseCluster), kLockWait);
    if (!lock) throw storageProblem("Another daemon is still making a schema");
    if (const auto places = find(); !places.empty()) return places.front().name;

    const auto masterId = cluster_.contexts.masterOf(databaseCluster);  // perhaps not the registered one
    const auto master = cluster_.config.readMaster(
        [&](dbpool::ConfigReadSession& session) { return dbpool::DatabaseReader(session).find(masterId); });
    if (!master) throw storageProblem("No such database cluster " + std::to_string(databaseCluster));
    return make(*master);
}

/// The schema is registered when it is complete. A daemon killed before leaves an empty schema behind, and its number
/// is not used again.
std::string SchemaMaker::make(const dbpool::RegisteredDatabase& master) {
    const std::int64_t number =
        cluster_.config.write([](dbpool::ConfigTransaction& transaction) { return transaction.nextId(); });
    std::string schema = master.clusterName + "_" + std::to_string(number);
    try {
        dbpool::Connection connection(dbpool::configdb::migrationEndpoint(master.settings, cluster_.key), {});
        dbpool::Migrator(connection).apply(schema, cluster_.schemas);
    } catch (const dbpool::DbError& error) {
        throw storageProblem("Database " + master.settings.name + ": " + error.what());
    }
    observer_.reached(SagaStep::SchemaMade);
    cluster_.config.write([&](dbpool::ConfigTransaction& transaction) {
        dbpool::PlaceRegistry(transaction).addSchema(master.cluster, schema);
    });
    groupware::log::information("schema.made", {{"cluster", master.cluster}, {"schema", schema}});
    return schema;
}

}  // namespace admin

#include "admin/service/schema_maker.h"

#include "admin/service/problems.h"
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

    const auto lock = dbpool::NamedLock::tryAcquire(cluster_.configMaster, cluster_.configSchema,
                                                    "schema." + std::to_string(databaseCluster), kLockWait);
    if (!lock) throw storageProblem("Another daemon is still making a schema");
    if (const auto places = find(); !places.empty()) return places.front().name;

    const auto definition = cluster_.config.readMaster([&](dbpool::ConfigReadSession& session) {
        return dbpool::ClusterReader(session, cluster_.key).find(databaseCluster);
    });
    if (!definition) throw storageProblem("No such database cluster " + std::to_string(databaseCluster));
    return make(*definition);
}

/// The schema is registered when it is complete. A daemon killed before leaves an empty schema behind, and its number
/// is not used again.
std::string SchemaMaker::make(const dbpool::ClusterDefinition& definition) {
    const std::int64_t number =
        cluster_.config.write([](dbpool::ConfigTransaction& transaction) { return transaction.nextId(); });
    const std::string schema = definition.name + "_" + std::to_string(number);
    try {
        dbpool::Connection connection(definition.master.endpoint, {});
        dbpool::Migrator(connection).apply(schema, cluster_.schemas);
    } catch (const dbpool::DbError& error) {
        throw storageProblem("Database " + definition.name + ": " + error.what());
    }
    observer_.reached(SagaStep::SchemaMade);
    cluster_.config.write([&](dbpool::ConfigTransaction& transaction) {
        dbpool::PlaceRegistry(transaction).addSchema(definition.id, schema);
    });
    groupware::log::information("schema.made", {{"cluster", definition.id}, {"schema", schema}});
    return schema;
}

}  // namespace admin

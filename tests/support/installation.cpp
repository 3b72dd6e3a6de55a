#include "tests/support/installation.h"

#include "dbpool/configdb/cluster_key.h"
#include "dbpool/configdb/options.h"
#include "dbpool/migrate/migrator.h"
#include "dbpool/replication/cluster_state.h"
#include "dbpool/routing/schema.h"
#include "groupware/base/crypto.h"

#include <utility>

namespace test {
namespace {

using dbpool::Blob;
using dbpool::ConfigWriteStatement;

constexpr ConfigWriteStatement kServerRow{"test.server", "INSERT INTO server VALUES (?, 'oxserver')"};
constexpr ConfigWriteStatement kFilestoreRow{
    "test.filestore", "INSERT INTO filestore (id, uri, size, mark) VALUES (?, ?, 1000000000, ?)"};
constexpr ConfigWriteStatement kCluster{"test.cluster",
                                        "INSERT INTO db_cluster (cluster_id, name, write_db_pool_id) VALUES (?, ?, ?)"};
constexpr ConfigWriteStatement kDatabase{
    "test.database",
    "INSERT INTO db_pool (db_pool_id, cluster_id, name, url, login, password, tls_ca, max)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 20)"};
constexpr ConfigWriteStatement kContext{
    "test.context",
    "INSERT INTO context (cid, name, filestore_id, filestore_name, quota_max, state, op_id)"
    " VALUES (?, ?, ?, ?, 100000000, 'active', ?)"};
constexpr ConfigWriteStatement kLogin{"test.login", "INSERT INTO login2context VALUES (?, ?)"};
constexpr ConfigWriteStatement kPlacement{
    "test.placement",
    "INSERT INTO context_server2db_pool (cid, server_id, cluster_id, db_schema, epoch) VALUES (?, ?, ?, ?, ?)"};
constexpr ConfigWriteStatement kRemove{"test.remove", "DELETE FROM context WHERE cid = ?"};

constexpr std::int64_t kMasterId = 4;
constexpr std::int64_t kClusterId = 5;
constexpr std::int64_t kReplicaId = 6;

void add(dbpool::ConfigTransaction& tx, std::int64_t id, const std::string& name, const dbpool::Endpoint& endpoint) {
    const std::string url =
        dbpool::configdb::DatabaseUrl{.host = endpoint.host, .port = endpoint.port, .schema = {}}.text();
    const std::string sealed =
        groupware::crypto::seal(Installation::clusterKey(), dbpool::configdb::kPasswordPurpose, endpoint.password);
    tx.execute(kDatabase, {id, kClusterId, name, url, endpoint.user, Blob{sealed}, endpoint.tlsCaFile});
}

}  // namespace

Installation::Installation(const InstallationServers& servers, const std::string& name,
                           std::vector<dbpool::MigrationSet> schema, const dbpool::RoutingLimits& limits)
    : location_{.cluster = kClusterId, .schema = name + "_1", .epoch = 1},
      config_({.master = servers.config, .replicas = {}, .schema = name + "_config"}, {}, {}),
      clusters_(config_, clusterKey(), servers.connection, {}, limits),
      database_(config_, clusters_, limits) {
    schema.insert(schema.begin(), dbpool::kSchema);
    config_.create();
    registerServers(servers, name);
    createSchemas(servers.master, name, schema);
}

void Installation::registerServers(const InstallationServers& servers, const std::string& name) {
    config_.write([&](dbpool::ConfigTransaction& tx) {
        tx.execute(kServerRow, {kServer.value});
        tx.execute(kFilestoreRow,
                   {kFilestore.value, "file://" + filestore_.path().string(), Blob{std::string(16, 'm')}});
        tx.execute(kCluster, {kClusterId, name, kMasterId});
        add(tx, kMasterId, "master", servers.master);
        if (servers.replica) add(tx, kReplicaId, "replica", *servers.replica);
    });
}

void Installation::createSchemas(const dbpool::Endpoint& master, const std::string& name,
                                 const std::vector<dbpool::MigrationSet>& schema) const {
    dbpool::Connection connection(master, {});
    dbpool::createClusterState(connection, name);
    dbpool::Migrator(connection).apply(location_.schema, schema);
}

groupware::CommitToken Installation::createContext(groupware::ContextId context,
                                                   const dbpool::ContextDatabase::WriteClosure& more) {
    const std::string name = std::to_string(context.value);
    config_.write([&](dbpool::ConfigTransaction& tx) {
        const std::string operation = groupware::crypto::randomBytes(16);
        tx.execute(kContext, {context.value, name, kFilestore.value, name + "_ctx_store", Blob{operation}});
        tx.execute(kLogin, {name, context.value});
        tx.execute(kPlacement, {context.value, kServer.value, location_.cluster, location_.schema, location_.epoch});
    });
    return database_.create(context, location_, [&](dbpool::WriteTransaction& tx) {
        if (more) more(tx);
        tx.record({.kind = 7, .folder = 0, .object = context.value, .verb = 1});
    });
}

void Installation::removeContext(groupware::ContextId context) {
    database_.drop(context, location_);
    config_.write([&](dbpool::ConfigTransaction& tx) { tx.execute(kRemove, {context.value}); });
}

}  // namespace test

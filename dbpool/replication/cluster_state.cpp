#include "dbpool/replication/cluster_state.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/migrate/migrator.h"

#include <vector>

namespace dbpool {

namespace {

constexpr std::string_view kTable =
    "CREATE TABLE cluster_state (id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1), term BIGINT NOT NULL) ENGINE=InnoDB;\n"
    "INSERT INTO cluster_state VALUES (1, 1);\n";
constexpr std::string_view kMaster =
    "ALTER TABLE cluster_state ADD COLUMN IF NOT EXISTS master_server_id BIGINT NOT NULL DEFAULT 0;\n"
    "UPDATE cluster_state SET master_server_id = @@server_id WHERE id = 1 AND master_server_id = 0;\n";
constexpr std::string_view kPromoted =
    "ALTER TABLE cluster_state ADD COLUMN IF NOT EXISTS promoted_ms BIGINT NOT NULL DEFAULT 0;\n";
/// The server's id is bound: the statement means the same wherever it is replayed.
constexpr std::string_view kClaim =
    "UPDATE cluster_state SET term = ?, master_server_id = ?"
    " WHERE id = 1 AND term = ? AND master_server_id = ? AND @@global.read_only = 0";
constexpr std::string_view kServerId = "SELECT @@global.server_id";
/// All columns: a cluster that an older version made has no master_server_id yet.
constexpr std::string_view kState = "SELECT * FROM cluster_state WHERE id = 1";

}  // namespace

std::string clusterSchema(std::string_view clusterName) {
    return std::string(clusterName) + "_0";
}

void createClusterState(Connection& connection, std::string_view clusterName) {
    const std::vector<MigrationSet> sets{
        {.folder = "dbpool/routing/cluster",  // where these statements once were; recorded in the schemas
         .migrations = {{1, "0001_term", kTable}, {2, "0002_master", kMaster}, {3, "0003_promoted", kPromoted}}}};
    Migrator(connection).apply(clusterSchema(clusterName), sets);
}

ClusterState readClusterState(Connection& connection, std::string_view schema) {
    try {
        connection.use(schema);
        Rows rows = connection.queryText(kState);
        if (!rows.next()) return {};
        const auto master = rows.column("master_server_id");
        return {.term = rows.integer(*rows.column("term")), .masterServerId = master ? rows.integer(*master) : 0};
    } catch (const DbError& error) {
        // A node's account may lack the right to see a schema that does not exist.
        if (error.kind() != DbErrorKind::UnknownObject && error.kind() != DbErrorKind::AccessDenied) throw;
        return {};
    }
}

bool claimCluster(Connection& connection, std::string_view schema, const ClusterState& known) {
    connection.use(schema);
    Rows rows = connection.query(kServerId);
    if (!rows.next() || rows.integer(1) == known.masterServerId) return false;
    const std::int64_t term = known.masterServerId == 0 ? known.term : known.term + 1;
    try {
        return connection.execute(kClaim, {term, rows.integer(1), known.term, known.masterServerId}) == 1;
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::UnknownObject) throw;
        return false;  // made by an older version, which named nobody
    }
}

std::int64_t readTerm(Connection& connection, std::string_view clusterName) {
    return readClusterState(connection, clusterSchema(clusterName)).term;
}

}  // namespace dbpool

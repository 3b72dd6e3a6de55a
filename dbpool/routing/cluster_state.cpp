#include "dbpool/routing/cluster_state.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/migrate/migrator.h"

#include <vector>

namespace dbpool {

namespace {

constexpr std::string_view kTable =
    "CREATE TABLE cluster_state (id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1), term BIGINT NOT NULL) ENGINE=InnoDB;\n"
    "INSERT INTO cluster_state VALUES (1, 1);\n";
constexpr std::string_view kTerm = "SELECT term FROM cluster_state WHERE id = 1";

}  // namespace

std::string clusterSchema(std::string_view clusterName) {
    return std::string(clusterName) + "_0";
}

void createClusterState(Connection& connection, std::string_view clusterName) {
    const std::vector<MigrationSet> sets{
        {.folder = "dbpool/routing/cluster", .migrations = {{1, "0001_term", kTable}}}};
    Migrator(connection).apply(clusterSchema(clusterName), sets);
}

std::int64_t readTerm(Connection& connection, std::string_view clusterName) {
    try {
        connection.use(clusterSchema(clusterName));
        Rows rows = connection.query(kTerm);
        return rows.next() ? rows.integer(1) : 0;
    } catch (const DbError& error) {
        // A node's account may lack the right to see a schema that does not exist.
        if (error.kind() != DbErrorKind::UnknownObject && error.kind() != DbErrorKind::AccessDenied) throw;
        return 0;
    }
}

}  // namespace dbpool

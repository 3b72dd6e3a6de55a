#include "dbpool/configdb/database_registry.h"

#include "dbpool/configdb/like_pattern.h"
#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"

namespace dbpool {
namespace {

using groupware::DatabaseId;
using groupware::Error;
using groupware::ErrorCode;

constexpr ConfigReadStatement kFind{
    "configdb.database.find",
    "SELECT p.db_pool_id, p.cluster_id, c.name, c.write_db_pool_id, n.count, p.name, p.url, p.login, p.password,"
    " p.tls_ca, p.hardlimit, p.max, p.initial, c.weight, c.max_units, p.tls_verify_name, p.tls_certificate, p.tls_key,"
    " p.operator_login, p.operator_password, p.migration_login, p.migration_password, p.weight, p.site,"
    " c.durability FROM db_pool p"
    " JOIN db_cluster c ON c.cluster_id = p.cluster_id JOIN contexts_per_dbpool n ON n.cluster_id = c.cluster_id"
    " WHERE p.db_pool_id = ?"};
constexpr ConfigReadStatement kFindName{
    "configdb.database.findName",
    "SELECT p.db_pool_id, p.cluster_id, c.name, c.write_db_pool_id, n.count, p.name, p.url, p.login, p.password,"
    " p.tls_ca, p.hardlimit, p.max, p.initial, c.weight, c.max_units, p.tls_verify_name, p.tls_certificate, p.tls_key,"
    " p.operator_login, p.operator_password, p.migration_login, p.migration_password, p.weight, p.site,"
    " c.durability FROM db_pool p"
    " JOIN db_cluster c ON c.cluster_id = p.cluster_id JOIN contexts_per_dbpool n ON n.cluster_id = c.cluster_id"
    " WHERE p.name = ?"};
constexpr ConfigReadStatement kList{
    "configdb.database.list",
    "SELECT p.db_pool_id, p.cluster_id, c.name, c.write_db_pool_id, n.count, p.name, p.url, p.login, p.password,"
    " p.tls_ca, p.hardlimit, p.max, p.initial, c.weight, c.max_units, p.tls_verify_name, p.tls_certificate, p.tls_key,"
    " p.operator_login, p.operator_password, p.migration_login, p.migration_password, p.weight, p.site,"
    " c.durability FROM db_pool p"
    " JOIN db_cluster c ON c.cluster_id = p.cluster_id JOIN contexts_per_dbpool n ON n.cluster_id = c.cluster_id"
    " WHERE p.name LIKE ? ORDER BY p.db_pool_id"};
constexpr ConfigReadStatement kClusterName{"configdb.database.clusterName",
                                           "SELECT cluster_id FROM db_cluster WHERE name = ?"};
constexpr ConfigReadStatement kOthers{"configdb.database.others",
                                      "SELECT COUNT(*) FROM db_pool WHERE cluster_id = ? AND db_pool_id <> ?"};
constexpr ConfigWriteStatement kInsert{
    "configdb.database.insert",
    "INSERT INTO db_pool (db_pool_id, cluster_id, name, url, login, password, tls_ca, hardlimit, max, initial,"
    " tls_verify_name, tls_certificate, tls_key, weight, site) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr ConfigWriteStatement kInsertCluster{"configdb.database.insertCluster",
                                              "INSERT INTO db_cluster (cluster_id, name, write_db_pool_id, weight, "
                                              "max_units, durability) VALUES (?, ?, ?, ?, ?, ?)"};
constexpr ConfigWriteStatement kInsertCount{"configdb.database.insertCount",
                                            "INSERT INTO contexts_per_dbpool (cluster_id, count) VALUES (?, 0)"};
constexpr ConfigWriteStatement kUpdate{
    "configdb.database.update",
    "UPDATE db_pool SET name = ?, url = ?, login = ?, password = ?, tls_ca = ?, hardlimit = ?, max = ?, initial = ?,"
    " tls_verify_name = ?, tls_certificate = ?, tls_key = ?, weight = ?, site = ? WHERE db_pool_id = ?"};
constexpr ConfigWriteStatement kUpdateAccounts{
    "configdb.database.updateAccounts",
    "UPDATE db_pool SET operator_login = ?, operator_password = ?, migration_login = ?, migration_password = ?"
    " WHERE db_pool_id = ?"};
constexpr ConfigWriteStatement kUpdateCluster{
    "configdb.database.updateCluster",
    "UPDATE db_cluster SET weight = ?, max_units = ?, durability = ? WHERE cluster_id = ? AND write_db_pool_id = ?"};
constexpr ConfigWriteStatement kSetMaster{
    "configdb.database.setMaster",
    "UPDATE db_cluster c JOIN db_pool p ON p.cluster_id = c.cluster_id SET c.write_db_pool_id = p.db_pool_id"
    " WHERE p.url = ?"};
constexpr ConfigWriteStatement kDelete{"configdb.database.delete", "DELETE FROM db_pool WHERE db_pool_id = ?"};
constexpr ConfigWriteStatement kDeleteCluster{"configdb.database.deleteCluster",
                                              "DELETE FROM db_cluster WHERE cluster_id = ?"};

RegisteredDatabase databaseOf(const Rows& rows) {
    return {.id = {rows.integer(1)},
            .cluster = rows.integer(2),
            .clusterName = rows.text(3),
            .masterId = {rows.integer(4)},
            .contexts = rows.integer(5),
            .settings = {.name = rows.text(6),
                         .url = rows.text(7),
                         .login = rows.text(8),
                         .sealedPassword = rows.text(9),
                         .tlsCaFile = rows.text(10),
                         .tlsVerifyName = rows.flag(16),
                         .tlsCertificateFile = rows.text(17),
                         .tlsKeyFile = rows.text(18),
                         .operatorAccount = {.login = rows.text(19), .sealedPassword = rows.text(20)},
                         .migrationAccount = {.login = rows.text(21), .sealedPassword = rows.text(22)},
                         .hardLimit = rows.flag(11),
                         .maxConnections = rows.integer(12),
                         .initialConnections = rows.integer(13),
                         .weight = rows.integer(14),
                         .maxUnits = rows.integer(15),
                         .readWeight = rows.integer(23),
                         .site = rows.text(24),
                         .durability = durabilityNamed(rows.text(25)).value_or(Durability::Available)}};
}

[[noreturn]] void refuse(ErrorCode code, const std::string& text) {
    throw Error(code, text, text);
}

RegisteredDatabase require(ConfigReadSession& session, DatabaseId database) {
    auto known = DatabaseReader(session).find(database);
    if (!known) refuse(ErrorCode::NotFound, "No such database " + std::to_string(database.value));
    return *known;
}

}  // namespace

std::optional<RegisteredDatabase> DatabaseReader::find(DatabaseId database) {
    Rows rows = session_.query(kFind, {database.value});
    if (!rows.next()) return std::nullopt;
    return databaseOf(rows);
}

std::optional<RegisteredDatabase> DatabaseReader::find(std::string_view name) {
    Rows rows = session_.query(kFindName, {name});
    if (!rows.next()) return std::nullopt;
    return databaseOf(rows);
}

std::vector<RegisteredDatabase> DatabaseReader::list(std::string_view pattern) {
    std::vector<RegisteredDatabase> databases;
    for (Rows rows = session_.query(kList, {configdb::likePattern(pattern)}); rows.next();) {
        databases.push_back(databaseOf(rows));
    }
    return databases;
}

void DatabaseRegistry::requireFree(std::string_view name) {
    if (DatabaseReader(transaction_).find(name)) {
        refuse(ErrorCode::Conflict, "Database " + std::string(name) + " already exists!");
    }
}

void DatabaseRegistry::insert(DatabaseId id, std::int64_t cluster, const DatabaseSettings& settings) {
    transaction_.execute(
        kInsert,
        {id.value, cluster, settings.name, settings.url, settings.login, Blob{settings.sealedPassword},
         settings.tlsCaFile, settings.hardLimit, settings.maxConnections, settings.initialConnections,
         settings.tlsVerifyName, settings.tlsCertificateFile, settings.tlsKeyFile, settings.readWeight, settings.site});
    storeAccounts(id, settings);
}

void DatabaseRegistry::storeAccounts(DatabaseId id, const DatabaseSettings& settings) {
    const auto& [operatorLogin, operatorPassword] = settings.operatorAccount;
    const auto& [migrationLogin, migrationPassword] = settings.migrationAccount;
    transaction_.execute(kUpdateAccounts,
                         {operatorLogin, Blob{operatorPassword}, migrationLogin, Blob{migrationPassword}, id.value});
}

DatabaseId DatabaseRegistry::addMaster(const DatabaseSettings& settings) {
    requireFree(settings.name);
    // A renamed master leaves its first name at its cluster, because schemas carry it.
    if (transaction_.query(kClusterName, {settings.name}).next()) {
        refuse(ErrorCode::Conflict, "Schemas named after " + settings.name + " already exist!");
    }
    const DatabaseId id{transaction_.nextId()};
    const std::int64_t cluster = transaction_.nextId();
    transaction_.execute(kInsertCluster, {cluster, settings.name, id.value, settings.weight, settings.maxUnits,
                                          nameOf(settings.durability)});
    transaction_.execute(kInsertCount, {cluster});
    insert(id, cluster, settings);
    return id;
}

DatabaseId DatabaseRegistry::addReplica(const DatabaseSettings& settings, DatabaseId master) {
    requireFree(settings.name);
    const RegisteredDatabase known = require(transaction_, master);
    if (!known.isMaster()) {
        refuse(ErrorCode::NotFound, "Database " + std::to_string(master.value) + " is not a master");
    }
    const DatabaseId id{transaction_.nextId()};
    insert(id, known.cluster, settings);
    return id;
}

void DatabaseRegistry::change(DatabaseId database, const DatabaseSettings& settings) {
    const RegisteredDatabase known = require(transaction_, database);
    if (settings.name != known.settings.name) requireFree(settings.name);
    transaction_.execute(kUpdate, {settings.name, settings.url, settings.login, Blob{settings.sealedPassword},
                                   settings.tlsCaFile, settings.hardLimit, settings.maxConnections,
                                   settings.initialConnections, settings.tlsVerifyName, settings.tlsCertificateFile,
                                   settings.tlsKeyFile, settings.readWeight, settings.site, database.value});
    storeAccounts(database, settings);
    transaction_.execute(kUpdateCluster, {settings.weight, settings.maxUnits, nameOf(settings.durability),
                                          known.cluster, database.value});
}

void DatabaseRegistry::setMaster(std::string_view url) {
    transaction_.execute(kSetMaster, {url});
}

void DatabaseRegistry::remove(DatabaseId database) {
    const RegisteredDatabase known = require(transaction_, database);
    if (known.isMaster()) {
        Rows rows = transaction_.query(kOthers, {known.cluster, database.value});
        const bool hasReplicas = rows.next() && rows.integer(1) > 0;
        if (hasReplicas || known.contexts > 0) {
            refuse(ErrorCode::Conflict, "Pool is in use " + std::to_string(database.value));
        }
    }
    transaction_.execute(kDelete, {database.value});
    if (known.isMaster()) transaction_.execute(kDeleteCluster, {known.cluster});
}

}  // namespace dbpool

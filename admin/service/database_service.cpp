#include "admin/service/database_service.h"

#include "admin/service/problems.h"
#include "dbpool/configdb/endpoint_of.h"
#include "dbpool/configdb/options.h"
#include "dbpool/driver/db_error.h"
#include "dbpool/replication/account_check.h"
#include "dbpool/replication/cluster_state.h"

namespace admin {
namespace {

using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::DatabaseReader;
using dbpool::DatabaseRegistry;
using dbpool::DatabaseSettings;
using dbpool::configdb::migrationEndpoint;
using dbpool::configdb::nodeEndpoint;
using dbpool::configdb::operatorEndpoint;
using groupware::DatabaseId;

/// It is the cluster's and stands at its master.
void refuseDurabilityOfReplica(const DatabaseInput& input, bool replica) {
    if (replica && input.durability) throw invalid("The durability is set at the master");
}

dbpool::RegisteredDatabase require(std::optional<dbpool::RegisteredDatabase> found, const std::string& name) {
    if (!found) throw noSuchDatabase(name);
    return *found;
}

/// Runs `use`, which talks to the server; what the server refuses becomes one sentence.
template <class Use>
void inspect(const DatabaseSettings& settings, const Use& use) {
    try {
        use();
    } catch (const dbpool::DbError& error) {
        const bool plain = settings.tlsCaFile.empty() && error.kind() == dbpool::DbErrorKind::AccessDenied;
        throw storageProblem("Database " + settings.url + " cannot be used: " + error.what() +
                             (plain ? " (servers that demand TLS answer so, too; see --tls-ca)" : ""));
    }
}

/// Warns about an account that could damage a replica, or refuses it.
void checkGrants(dbpool::Connection& connection, const std::string& login, bool strict,
                 std::vector<std::string>& warnings) {
    if (!dbpool::writesThroughReadOnly(connection)) return;
    const std::string text = "the account " + login +
                             " may write to replicas, which are read-only; give it rights on its schemas only (see "
                             "etc/mariadb)";
    if (strict) throw invalid("Refused: " + text);
    warnings.push_back(text);
}

void checkOperator(const dbpool::Endpoint& account, std::vector<std::string>& warnings) {
    dbpool::Connection connection(account, {});
    const std::string missing = dbpool::missingPromotionRights(connection);
    if (missing.empty()) return;
    warnings.push_back("the account " + account.user + " cannot promote a server: it lacks " + missing +
                       " (see etc/mariadb)");
}

/// A server of another cluster would answer too, and its schemas are not those of this one's contexts.
void requireMember(dbpool::Connection& connection, const dbpool::RegisteredDatabase& database) {
    if (dbpool::readTerm(connection, database.clusterName) != 0) return;
    throw invalid("Refused: " + database.settings.name + " would be a server without the schema " +
                  dbpool::clusterSchema(database.clusterName) + " of its cluster");
}

}  // namespace

std::vector<std::string> DatabaseService::tryAccounts(const DatabaseSettings& settings, bool strict) const {
    std::vector<std::string> warnings;
    const auto node = nodeEndpoint(settings, cluster_.key);
    dbpool::Connection connection(node, {});
    checkGrants(connection, node.user, strict, warnings);
    if (const auto migration = migrationEndpoint(settings, cluster_.key); migration != node) {
        dbpool::Connection other(migration, {});
        checkGrants(other, migration.user, strict, warnings);
    }
    if (const auto account = operatorEndpoint(settings, cluster_.key)) checkOperator(*account, warnings);
    return warnings;
}

DatabaseService::Added DatabaseService::add(const DatabaseInput& input) {
    if (!input.name || !input.password) throw invalid("Mandatory fields not set: name, password");
    refuseDurabilityOfReplica(input, input.master.has_value());
    DatabaseSettings settings;
    settings.url = dbpool::configdb::DatabaseUrl{.host = "localhost", .port = 3306, .schema = {}}.text();
    settings.login = "openexchange";
    apply(input, settings, cluster_.key);
    const bool taken = cluster_.config.readMaster(
        [&](ConfigReadSession& session) { return DatabaseReader(session).find(settings.name).has_value(); });
    if (taken) {
        throw AdminError(groupware::ErrorCode::Conflict, Problem::InvalidData,
                         "Database " + settings.name + " already exists!");
    }
    Added added;
    inspect(settings, [&] {
        added.warnings = tryAccounts(settings, input.strictGrants);
        if (input.master) return;
        dbpool::Connection connection(migrationEndpoint(settings, cluster_.key), {});
        dbpool::createClusterState(connection, settings.name);
    });
    added.id = cluster_.config.write([&](ConfigTransaction& transaction) {
        DatabaseRegistry registry(transaction);
        return input.master ? registry.addReplica(settings, *input.master) : registry.addMaster(settings);
    });
    return added;
}

std::vector<std::string> DatabaseService::change(DatabaseId database, const DatabaseInput& input) {
    std::vector<std::string> warnings;
    const auto known = find(database);
    refuseDurabilityOfReplica(input, !known.isMaster());
    auto wanted = known.settings;
    apply(input, wanted, cluster_.key);
    if (input.changesAccess() && !input.unchecked) {
        inspect(wanted, [&] {
            warnings = tryAccounts(wanted, input.strictGrants);
            dbpool::Connection connection(nodeEndpoint(wanted, cluster_.key), {});
            requireMember(connection, known);
        });
    }
    cluster_.config.write([&](ConfigTransaction& transaction) {
        auto settings = require(DatabaseReader(transaction).find(database), std::to_string(database.value)).settings;
        apply(input, settings, cluster_.key);
        DatabaseRegistry(transaction).change(database, settings);
    });
    return warnings;
}

std::vector<std::string> DatabaseService::remove(DatabaseId database) {
    const auto known = find(database);
    cluster_.config.write([&](ConfigTransaction& transaction) { DatabaseRegistry(transaction).remove(database); });
    if (known.isMaster() || known.contexts == 0) return {};
    return {"running nodes stop using this replica within seconds; stop the server after that only"};
}

dbpool::RegisteredDatabase DatabaseService::find(DatabaseId database) {
    return cluster_.config.readMaster([&](ConfigReadSession& session) {
        return require(DatabaseReader(session).find(database), std::to_string(database.value));
    });
}

dbpool::RegisteredDatabase DatabaseService::findByName(std::string_view name) {
    return cluster_.config.readMaster(
        [&](ConfigReadSession& session) { return require(DatabaseReader(session).find(name), std::string(name)); });
}

std::vector<dbpool::RegisteredDatabase> DatabaseService::list(std::string_view pattern) {
    return cluster_.config.readMaster(
        [&](ConfigReadSession& session) { return DatabaseReader(session).list(pattern); });
}

}  // namespace admin

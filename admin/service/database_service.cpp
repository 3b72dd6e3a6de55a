#include "admin/service/database_service.h"

#include "admin/service/problems.h"
#include "dbpool/configdb/account_check.h"
#include "dbpool/configdb/cluster_key.h"
#include "dbpool/configdb/options.h"
#include "dbpool/driver/db_error.h"
#include "dbpool/replication/cluster_state.h"
#include "groupware/base/crypto.h"

namespace admin {
namespace {

using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::DatabaseReader;
using dbpool::DatabaseRegistry;
using dbpool::DatabaseSettings;
using groupware::DatabaseId;

constexpr std::int64_t kMaxWeight = 100;
constexpr std::int64_t kMaxPool = 100'000;

void requireRange(std::int64_t value, std::int64_t min, std::int64_t max, const std::string& text) {
    if (value < min || value > max) throw invalid(text);
}

constexpr std::string_view kNameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/// The name becomes part of schema names.
void requireName(const std::string& name) {
    if (name.empty() || name.size() > dbpool::kMaxClusterNameLength ||
        name.find_first_not_of(kNameLetters) != std::string::npos) {
        throw invalid("Illegal database name: at most 40 letters, digits, _ and - are allowed");
    }
}

/// Compared with the nodes' dbpool.site, so a space too many would go unnoticed.
void requireSite(const std::string& site) {
    if (site.size() > dbpool::kMaxSiteLength || site.find_first_not_of(kNameLetters) != std::string::npos) {
        throw invalid("Illegal site: at most 64 letters, digits, _ and - are allowed");
    }
}

dbpool::RegisteredDatabase require(std::optional<dbpool::RegisteredDatabase> found, const std::string& name) {
    if (!found) throw noSuchDatabase(name);
    return *found;
}

bool changesAccess(const DatabaseInput& input) {
    return input.hostname || input.login || input.password || input.tlsCaFile;
}

/// Runs `use`, which talks to the server; what the server refuses becomes one sentence.
template <class Use>
void inspect(const DatabaseSettings& settings, const Use& use) {
    try {
        use();
    } catch (const dbpool::DbError& error) {
        throw storageProblem("Database " + settings.url + " cannot be used: " + error.what());
    }
}

std::vector<std::string> grantWarnings(dbpool::Connection& connection, const DatabaseSettings& settings, bool strict) {
    if (!dbpool::configdb::writesThroughReadOnly(connection)) return {};
    const std::string text = "the account " + settings.login +
                             " may write to replicas, which are read-only; give it rights on its schemas only (see "
                             "etc/mariadb)";
    if (strict) throw invalid("Refused: " + text);
    return {text};
}

/// A server of another cluster would answer too, and its schemas are not those of this one's contexts.
void requireMember(dbpool::Connection& connection, const dbpool::RegisteredDatabase& database) {
    if (dbpool::readTerm(connection, database.clusterName) != 0) return;
    throw invalid("Refused: " + database.settings.name + " would be a server without the schema " +
                  dbpool::clusterSchema(database.clusterName) + " of its cluster");
}

}  // namespace

void DatabaseService::apply(const DatabaseInput& input, DatabaseSettings& settings) const {
    settings.name = input.name.value_or(settings.name);
    if (input.hostname) {
        auto url = dbpool::configdb::parseDatabaseUrl(*input.hostname);
        url.schema.clear();
        settings.url = url.text();
    }
    settings.login = input.login.value_or(settings.login);
    if (input.password) {
        settings.sealedPassword =
            groupware::crypto::seal(cluster_.key, dbpool::configdb::kPasswordPurpose, *input.password);
    }
    settings.tlsCaFile = input.tlsCaFile.value_or(settings.tlsCaFile);
    settings.hardLimit = input.hardLimit.value_or(settings.hardLimit);
    settings.maxConnections = input.maxConnections.value_or(settings.maxConnections);
    settings.initialConnections = input.initialConnections.value_or(settings.initialConnections);
    settings.weight = input.weight.value_or(settings.weight);
    settings.maxUnits = input.maxUnits.value_or(settings.maxUnits);
    settings.readWeight = input.readWeight.value_or(settings.readWeight);
    settings.site = input.site.value_or(settings.site);
    requireName(settings.name);
    requireSite(settings.site);
    requireRange(settings.weight, 0, kMaxWeight, "Clusterweight not within range (0-100)");
    requireRange(settings.readWeight, 0, kMaxWeight, "Weight not within range (0-100)");
    requireRange(settings.maxUnits, -1, INT32_MAX, "Illegal number of contexts");
    requireRange(settings.maxConnections, 1, kMaxPool, "Illegal size of the connection pool");
    requireRange(settings.initialConnections, 0, settings.maxConnections, "Illegal size of the connection pool");
}

/// Connects as the nodes will, so that a typing error shows now.
dbpool::Connection DatabaseService::connect(const DatabaseSettings& settings) const {
    const auto url = dbpool::configdb::parseDatabaseUrl(settings.url);
    return dbpool::Connection({.host = url.host,
                               .port = url.port,
                               .user = settings.login,
                               .password = groupware::crypto::unseal(cluster_.key, dbpool::configdb::kPasswordPurpose,
                                                                     settings.sealedPassword),
                               .tlsCaFile = settings.tlsCaFile},
                              {});
}

DatabaseService::Added DatabaseService::add(const DatabaseInput& input) {
    if (!input.name || !input.password) throw invalid("Mandatory fields not set: name, password");
    DatabaseSettings settings;
    settings.url = dbpool::configdb::DatabaseUrl{.host = "localhost", .port = 3306, .schema = {}}.text();
    settings.login = "openexchange";
    apply(input, settings);
    const bool taken = cluster_.config.readMaster(
        [&](ConfigReadSession& session) { return DatabaseReader(session).find(settings.name).has_value(); });
    if (taken) {
        throw AdminError(groupware::ErrorCode::Conflict, Problem::InvalidData,
                         "Database " + settings.name + " already exists!");
    }
    Added added;
    inspect(settings, [&] {
        auto connection = connect(settings);
        added.warnings = grantWarnings(connection, settings, input.strictGrants);
        if (!input.master) dbpool::createClusterState(connection, settings.name);
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
    auto wanted = known.settings;
    apply(input, wanted);
    if (changesAccess(input) && !input.unchecked) {
        inspect(wanted, [&] {
            auto connection = connect(wanted);
            warnings = grantWarnings(connection, wanted, input.strictGrants);
            requireMember(connection, known);
        });
    }
    cluster_.config.write([&](ConfigTransaction& transaction) {
        auto settings = require(DatabaseReader(transaction).find(database), std::to_string(database.value)).settings;
        apply(input, settings);
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

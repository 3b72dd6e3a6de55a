#include "dbpool/migrate/migrator.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>

namespace dbpool {

namespace {

using groupware::Error;
using groupware::ErrorCode;

/// `started` and `finished` count statements. A definition (DDL) commits by itself, so it is announced in `started`
/// before it runs; every other statement runs in one transaction with the `finished` that records it.
constexpr std::string_view kCreateTable =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " folder VARCHAR(100) NOT NULL, number INT NOT NULL, name VARCHAR(100) NOT NULL, checksum CHAR(64) NOT NULL,"
    " started INT NOT NULL DEFAULT 0, finished INT NOT NULL DEFAULT 0, applied DATETIME(3) NULL,"
    " PRIMARY KEY (folder, number)) ENGINE=InnoDB";
constexpr std::string_view kFind =
    "SELECT checksum, started, finished, applied IS NOT NULL FROM schema_migration WHERE folder = ? AND number = ?";
constexpr std::string_view kInsert =
    "INSERT INTO schema_migration (folder, number, name, checksum) VALUES (?, ?, ?, ?)";
constexpr std::string_view kStart = "UPDATE schema_migration SET started = ? WHERE folder = ? AND number = ?";
constexpr std::string_view kFinish = "UPDATE schema_migration SET finished = ? WHERE folder = ? AND number = ?";
constexpr std::string_view kApplied =
    "UPDATE schema_migration SET applied = UTC_TIMESTAMP(3) WHERE folder = ? AND number = ?";
constexpr std::string_view kLock = "SELECT GET_LOCK(CONCAT('yoke_migrate_', MD5(?)), ?)";
constexpr std::string_view kUnlock = "DO RELEASE_LOCK(CONCAT('yoke_migrate_', MD5(?)))";

Rows query(Connection& connection, std::string_view sql, std::initializer_list<Value> values) {
    return connection.query(sql, {values.begin(), values.size()});
}

void execute(Connection& connection, std::string_view sql, std::initializer_list<Value> values) {
    connection.execute(sql, {values.begin(), values.size()});
}

bool isDefinition(std::string_view statement) {
    std::string verb;
    for (const char c : statement.substr(statement.find_first_not_of(" \t\n"))) {
        if (std::isalpha(static_cast<unsigned char>(c)) == 0) break;
        verb += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    constexpr std::array<std::string_view, 5> kVerbs{"CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE"};
    return std::find(kVerbs.begin(), kVerbs.end(), verb) != kVerbs.end();
}

/// The server's ways to say that a definition has its effect already: schema, table, column, key or constraint exists
/// (1007, 1050, 1060, 1061, 1826), or is gone (1008, 1051, 1091; 1146 of a RENAME).
bool alreadyDone(int code) {
    constexpr std::array<int, 9> kCodes{1007, 1008, 1050, 1051, 1060, 1061, 1091, 1146, 1826};
    return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

std::string quoted(std::string_view schema) {
    const bool plain = !schema.empty() && schema.size() <= 64 && std::all_of(schema.begin(), schema.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '$';
    });
    if (!plain) throw Error(ErrorCode::BadRequest, "not a schema name: " + std::string(schema));
    return "`" + std::string(schema) + "`";
}

}  // namespace

/// The named lock of one schema, released at the end or with the connection.
class Migrator::Lock {
public:
    Lock(Connection& connection, std::string_view schema, std::chrono::seconds wait)
        : connection_(connection), schema_(schema) {
        // In short waits: one long one could exceed the connection's read timeout.
        const auto deadline = std::chrono::steady_clock::now() + wait;
        do {
            const auto left = std::chrono::ceil<std::chrono::seconds>(deadline - std::chrono::steady_clock::now());
            const std::int64_t seconds = std::clamp<std::int64_t>(left.count(), 0, 5);
            Rows rows = query(connection_, kLock, {schema_, seconds});
            if (rows.next() && rows.integer(1) == 1) return;
        } while (std::chrono::steady_clock::now() < deadline);
        throw Error(ErrorCode::Unavailable, "another node is still migrating schema " + schema_);
    }
    ~Lock() {
        try {
            execute(connection_, kUnlock, {schema_});
        } catch (const DbError&) {  // the connection is dead, and the lock with it
        }
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    Connection& connection_;
    std::string schema_;
};

struct Migrator::Progress {
    int started = 0;
    int finished = 0;
    bool applied = false;
};

Migrator::Migrator(Connection& connection, std::chrono::seconds lockWait)
    : connection_(connection), lockWait_(lockWait) {}

int Migrator::apply(std::string_view schema, std::span<const MigrationSet> sets) {
    const std::string create = "CREATE DATABASE IF NOT EXISTS " + quoted(schema) + " CHARACTER SET utf8mb4";
    const Lock lock(connection_, schema, lockWait_);
    connection_.command(create);
    connection_.use(schema);
    connection_.command(kCreateTable);
    int applied = 0;
    for (const MigrationSet& set : sets)
        for (const Migration& migration : set.migrations)
            if (applyFile(set.folder, migration)) ++applied;
    if (applied > 0) groupware::log::information("schema.migrated", {{"schema", schema}, {"files", applied}});
    return applied;
}

Migrator::Progress Migrator::progressOf(std::string_view folder, const Migration& migration,
                                        const std::string& checksum) {
    Rows rows = query(connection_, kFind, {folder, migration.number});
    if (!rows.next()) {
        execute(connection_, kInsert, {folder, migration.number, migration.name, checksum});
        return {};
    }
    if (rows.text(1) != checksum)
        throw Error(ErrorCode::Conflict, "migration " + std::string(folder) + "/" + std::string(migration.name) +
                                             " was changed after it had been applied");
    return {.started = static_cast<int>(rows.integer(2)),
            .finished = static_cast<int>(rows.integer(3)),
            .applied = rows.flag(4)};
}

bool Migrator::applyFile(std::string_view folder, const Migration& migration) {
    const std::string checksum = groupware::crypto::toHex(groupware::crypto::sha256(migration.sql));
    const Progress progress = progressOf(folder, migration, checksum);
    if (progress.applied) return false;
    int ordinal = 0;
    for (const std::string& statement : splitStatements(migration.sql)) {
        ++ordinal;
        if (ordinal <= progress.finished) continue;
        if (isDefinition(statement))
            runDefinition(folder, migration.number, ordinal, statement, ordinal == progress.started);
        else
            runChange(folder, migration.number, ordinal, statement);
    }
    execute(connection_, kApplied, {folder, migration.number});
    return true;
}

void Migrator::runDefinition(std::string_view folder, int number, int ordinal, const std::string& statement,
                             bool resumed) {
    if (!resumed) execute(connection_, kStart, {ordinal, folder, number});
    try {
        connection_.command(statement);
    } catch (const DbError& error) {
        if (resumed && alreadyDone(error.code())) return finish(folder, number, ordinal);
        // Refused, so it has no effect: a repetition must not take somebody else's table for its own.
        if (!connection_.broken()) execute(connection_, kStart, {ordinal - 1, folder, number});
        throw;
    }
    finish(folder, number, ordinal);
}

void Migrator::finish(std::string_view folder, int number, int ordinal) {
    execute(connection_, kFinish, {ordinal, folder, number});
}

void Migrator::runChange(std::string_view folder, int number, int ordinal, const std::string& statement) {
    connection_.command("START TRANSACTION");
    try {
        connection_.command(statement);
        execute(connection_, kFinish, {ordinal, folder, number});
        connection_.command("COMMIT");
    } catch (const DbError&) {
        if (!connection_.broken()) connection_.command("ROLLBACK");
        throw;
    }
}

}  // namespace dbpool

#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/migrate/migration.h"

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// Applies numbered SQL files to a schema, each once, and records them there in `schema_migration`.
///
/// Several nodes may race: the work is done under a named server lock. A run that was killed is resumed where it
/// stopped, between two statements of a file if need be. Used by one thread.
class Migrator {
public:
    /// @param connection  of the master; its read timeout must exceed the longest single statement
    /// @param lockWait    how long to wait for another node that is migrating the same schema
    explicit Migrator(Connection& connection, std::chrono::seconds lockWait = std::chrono::minutes(5));

    /// Creates `schema` if it is missing and applies what has not been applied, in the order of `sets` and numbers.
    ///
    /// @return the number of files applied by this call
    /// @throws DbError; groupware::Error Unavailable if another node holds the lock for too long, Conflict if the text
    ///         of a file that was applied before has changed
    int apply(std::string_view schema, std::span<const MigrationSet> sets);

private:
    class Lock;
    struct Progress;

    bool applyFile(std::string_view folder, const Migration& migration);
    Progress progressOf(std::string_view folder, const Migration& migration, const std::string& checksum);
    void runDefinition(std::string_view folder, int number, int ordinal, const std::string& statement, bool resumed);
    void finish(std::string_view folder, int number, int ordinal);
    void runChange(std::string_view folder, int number, int ordinal, const std::string& statement);

    Connection& connection_;
    std::chrono::seconds lockWait_;
};

/// The statements of one file: they end with `;` at the end of a line; `--` comments are dropped.
[[nodiscard]] std::vector<std::string> splitStatements(std::string_view sql);

}  // namespace dbpool

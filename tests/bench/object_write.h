#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/migrate/migration.h"
#include "dbpool/routing/context_database.h"

#include <cstdint>
#include <string_view>

namespace bench {

inline constexpr std::string_view kText = "forty octets, as long as a file's name..";
inline constexpr dbpool::WriteStatement kInsert{"bench.object.insert", "INSERT INTO bench_object VALUES (?, ?, ?)"};

/// The tables of the benchmarks: `bench_object`, and `bench_touch` that no client syncs.
[[nodiscard]] const dbpool::MigrationSet& schema();

/// Adds one object in one write transaction, as a use case does. @return the state of the context with it
groupware::CommitToken writeObject(dbpool::ContextDatabase& database, groupware::ContextId context, std::int64_t id);

/// The same without dbpool, in the statements that are needed at least: take the context's row, change the object,
/// record the change.
class BareWriter {
public:
    /// @param connection  to the master, using the contexts' schema; must outlive this object
    explicit BareWriter(dbpool::Connection& connection) : connection_(connection) {}

    void write(groupware::ContextId context, std::int64_t id);

private:
    dbpool::Connection& connection_;
};

}  // namespace bench

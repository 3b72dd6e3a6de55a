#pragma once

#include "dbpool/migrate/migration.h"
#include "dbpool/routing/context_database.h"
#include "tests/support/installation.h"
#include "tests/support/mariadb_pair.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace test {

/// A test with context databases on one MariaDB. The tables are made once per process; each test creates its contexts
/// and leaves nothing behind.
///
///     class EventStoreTest : public test::DatabaseTest {
///     protected:
///         EventStoreTest() : DatabaseTest({groupware::sync::kSchema, groupware::calendar::kSchema}) {
///             createContext(kContext);
///         }
class DatabaseTest : public testing::Test {
public:
    ~DatabaseTest() override;

protected:
    /// @param schema  the folders whose tables are wanted, in an order in which they can be created; those of
    ///                dbpool/routing are there anyway
    explicit DatabaseTest(const std::vector<dbpool::MigrationSet>& schema = {});

    [[nodiscard]] dbpool::ContextDatabase& database() noexcept { return installation_.database(); }
    [[nodiscard]] dbpool::ConfigDatabase& config() noexcept { return installation_.config(); }
    [[nodiscard]] Installation& installation() noexcept { return installation_; }

    /// A new context, active and empty; `more` runs in its first transaction.
    groupware::CommitToken createContext(groupware::ContextId context,
                                         const dbpool::ContextDatabase::WriteClosure& more = {});
    /// A connection of its own in the context schema, to look at rows or hold locks.
    [[nodiscard]] std::unique_ptr<dbpool::Connection> connect() const;

private:
    Installation& installation_;
    std::vector<groupware::ContextId> contexts_;
};

/// A test with contexts on a master and a replica of its own, which it may stop and kill. The config DB is on another
/// server. Starting takes about a second.
class ReplicatedTest : public testing::Test {
protected:
    explicit ReplicatedTest(const std::vector<dbpool::MigrationSet>& schema = {},
                            const dbpool::RoutingLimits& limits = {}, const dbpool::ConnectionLimits& connection = {});

    [[nodiscard]] MariaDbPair& servers() noexcept { return servers_; }
    [[nodiscard]] dbpool::ContextDatabase& database() noexcept { return installation_.database(); }
    [[nodiscard]] dbpool::ConfigDatabase& config() noexcept { return installation_.config(); }
    [[nodiscard]] Installation& installation() noexcept { return installation_; }

    /// As DatabaseTest::createContext(); returns when the replica has it too.
    groupware::CommitToken createContext(groupware::ContextId context,
                                         const dbpool::ContextDatabase::WriteClosure& more = {});
    /// What is committed from now on survives kill(), and everything before it too. Without it a test is faster.
    void makeDurable();
    /// What the pools counted.
    [[nodiscard]] dbpool::ServerCounters masterCounters() const { return countersOf(true); }
    [[nodiscard]] dbpool::ServerCounters replicaCounters() const { return countersOf(false); }

private:
    [[nodiscard]] dbpool::ServerCounters countersOf(bool master) const;

    MariaDbPair servers_;
    Installation installation_;
};

}  // namespace test

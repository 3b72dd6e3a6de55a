#include "dbpool/driver/connection.h"
#include "dbpool/driver/db_error.h"
#include "tests/support/schema_test.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace dbpool {
namespace {

using namespace std::chrono_literals;

class TransactionsTest : public test::SchemaTest {
protected:
    void SetUp() override {
        connection().command("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
        connection().command("INSERT INTO t VALUES (1, 0), (2, 0)");
    }

    static std::string idOf(Connection& connection) {
        auto rows = connection.queryText("SELECT CONNECTION_ID()");
        EXPECT_TRUE(rows.next());
        return rows.text(1);
    }
    std::int64_t numberOf(int id) {
        auto rows = connection().query("SELECT n FROM t WHERE id = ?", {id});
        EXPECT_TRUE(rows.next());
        return rows.integer(1);
    }
    template <class Operation>
    static DbErrorKind kindOf(const Operation& operation) {
        try {
            operation();
        } catch (const DbError& error) {
            return error.kind();
        }
        ADD_FAILURE() << "no error";
        return DbErrorKind::Other;
    }
};

TEST_F(TransactionsTest, CommitKeepsAndRollbackDrops) {
    const auto writer = connect();
    writer->command("START TRANSACTION");
    writer->execute("UPDATE t SET n = ? WHERE id = ?", {5, 1});
    EXPECT_EQ(numberOf(1), 0);
    writer->command("COMMIT");
    EXPECT_EQ(numberOf(1), 5);
    writer->command("START TRANSACTION");
    writer->execute("UPDATE t SET n = ? WHERE id = ?", {6, 1});
    writer->command("ROLLBACK");
    EXPECT_EQ(numberOf(1), 5);
}

TEST_F(TransactionsTest, CommitOnAKilledConnectionSaysSo) {
    const auto writer = connect();
    const auto id = idOf(*writer);
    writer->command("START TRANSACTION");
    writer->execute("UPDATE t SET n = ? WHERE id = ?", {5, 1});
    server().execute("KILL " + id);

    EXPECT_EQ(kindOf([&] { writer->command("COMMIT"); }), DbErrorKind::ConnectionLost);
    EXPECT_TRUE(writer->broken());
    EXPECT_FALSE(writer->alive());
    EXPECT_EQ(numberOf(1), 0);
    EXPECT_EQ(kindOf([&] { (void)writer->query("SELECT 1"); }), DbErrorKind::ConnectionLost);
    EXPECT_EQ(kindOf([&] { writer->use("mysql"); }), DbErrorKind::ConnectionLost);
}

TEST_F(TransactionsTest, AliveAsksTheServer) {
    const auto other = connect();
    EXPECT_TRUE(other->alive());
    server().execute("KILL " + idOf(*other));
    EXPECT_FALSE(other->alive());
    EXPECT_TRUE(other->broken());
}

TEST_F(TransactionsTest, ASilentServerIsGivenUpAfterTheReadTimeout) {
    const auto impatient = connect({.readTimeout = 1s});
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(kindOf([&] { (void)impatient->query("SELECT SLEEP(?)", {20}); }), DbErrorKind::Timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
    EXPECT_TRUE(impatient->broken());
}

TEST_F(TransactionsTest, AConnectionMovesBetweenThreads) {
    std::jthread([&] { connection().execute("UPDATE t SET n = ? WHERE id = ?", {8, 1}); }).join();
    EXPECT_EQ(numberOf(1), 8);
}

TEST_F(TransactionsTest, ManyThreadsConnectAtOnce) {
    std::vector<std::int64_t> seen(16);
    {
        std::vector<std::jthread> threads;
        for (std::size_t n = 0; n < seen.size(); ++n) {
            threads.emplace_back([&, n] {
                const auto own = connect();
                auto rows = own->query("SELECT ? + 1", {n == 0 ? 0 : static_cast<std::int64_t>(n)});
                if (rows.next()) seen[n] = rows.integer(1);
            });
        }
    }
    for (std::size_t n = 0; n < seen.size(); ++n) EXPECT_EQ(seen[n], static_cast<std::int64_t>(n) + 1);
}

TEST_F(TransactionsTest, SessionSettingsAreOurs) {
    auto rows = connection().queryText(
        "SELECT @@tx_isolation, @@innodb_snapshot_isolation, @@time_zone, @@autocommit, @@character_set_client, "
        "@@character_set_results, @@sql_mode, @@innodb_lock_wait_timeout, @@lock_wait_timeout");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.text(1), "REPEATABLE-READ");
    EXPECT_EQ(rows.integer(2), 1);
    EXPECT_EQ(rows.text(3), "+00:00");
    EXPECT_EQ(rows.integer(4), 1);
    EXPECT_EQ(rows.text(5), "utf8mb4");
    EXPECT_EQ(rows.text(6), "utf8mb4");
    EXPECT_NE(rows.text(7).find("STRICT_ALL_TABLES"), std::string::npos);
    EXPECT_EQ(rows.integer(8), 10);
    EXPECT_EQ(rows.integer(9), 10);
}

TEST_F(TransactionsTest, LockWaitsEndBeforeTheReadTimeoutWould) {
    const auto brief = connect({.readTimeout = 3s, .lockTimeout = 60s});
    connection().command("START TRANSACTION");
    connection().execute("UPDATE t SET n = ? WHERE id = ?", {1, 1});
    EXPECT_EQ(kindOf([&] { brief->execute("UPDATE t SET n = ? WHERE id = ?", {2, 1}); }), DbErrorKind::LockTimeout);
    EXPECT_FALSE(brief->broken());
}

}  // namespace
}  // namespace dbpool

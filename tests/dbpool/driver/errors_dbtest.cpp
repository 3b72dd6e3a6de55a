#include "dbpool/driver/connection.h"
#include "dbpool/driver/db_error.h"
#include "tests/support/eventually.h"
#include "tests/support/free_port.h"
#include "tests/support/schema_test.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace dbpool {
namespace {

using namespace std::chrono_literals;

class ErrorsTest : public test::SchemaTest {
protected:
    void SetUp() override {
        connection().command(
            "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(9), bytes LONGBLOB, UNIQUE KEY name (name))");
        connection().command("INSERT INTO t (id, name) VALUES (1, 'one'), (2, 'two')");
    }

    static DbError errorOf(const std::function<void()>& operation) {
        try {
            operation();
        } catch (const DbError& error) {
            return error;
        }
        ADD_FAILURE() << "no error";
        return {DbErrorKind::Other, -1, "none"};
    }
    DbError errorOf(const char* sql, std::initializer_list<Value> values = {}) {
        return errorOf([&] { connection().execute(sql, values); });
    }
};

TEST_F(ErrorsTest, ADuplicateNamesTheKeyAndNotTheValue) {
    const auto primary = errorOf("INSERT INTO t (id, name) VALUES (?, ?)", {1, "three"});
    EXPECT_EQ(primary.kind(), DbErrorKind::DuplicateKey);
    EXPECT_EQ(primary.code(), 1062);
    EXPECT_EQ(primary.key(), "PRIMARY");

    const std::string tricky = "' for key";  // fits into the message like its own end
    EXPECT_EQ(connection().execute("INSERT INTO t (id, name) VALUES (?, ?)", {3, tricky}), 1);
    const auto name = errorOf("INSERT INTO t (id, name) VALUES (?, ?)", {4, tricky});
    EXPECT_EQ(name.key(), "name");
    EXPECT_EQ(std::string(name.what()).find(tricky), std::string::npos) << name.what();
}

TEST_F(ErrorsTest, ValuesThatDoNotFit) {
    EXPECT_EQ(errorOf("INSERT INTO t (id, name) VALUES (?, ?)", {5, "0123456789"}).kind(), DbErrorKind::TooLarge);
    const auto bad = errorOf("INSERT INTO t (id, name) VALUES (?, ?)", {5, "\xFF\xFE secret"});
    EXPECT_EQ(bad.code(), 1366);
    EXPECT_EQ(std::string(bad.what()).find("xFF"), std::string::npos) << bad.what();
}

TEST_F(ErrorsTest, MoreThanThePacketLimit) {
    // max_allowed_packet is 16 MiB; long data meet it on the server.
    const std::string huge(17U << 20U, 'x');
    EXPECT_EQ(errorOf("INSERT INTO t (id, bytes) VALUES (?, ?)", {5, Blob{huge}}).kind(), DbErrorKind::TooLarge);
    EXPECT_EQ(connect()->query("SELECT id FROM t WHERE id = ?", {5}).count(), 0U);
}

TEST_F(ErrorsTest, UnknownSchemaTableAndColumn) {
    EXPECT_EQ(errorOf([&] { connection().use("no_such_schema"); }).kind(), DbErrorKind::UnknownObject);
    EXPECT_EQ(errorOf("DELETE FROM no_such_table").kind(), DbErrorKind::UnknownObject);
    EXPECT_EQ(errorOf("DELETE FROM t WHERE no_such_column = ?", {1}).kind(), DbErrorKind::UnknownObject);
    EXPECT_EQ(connection().query("SELECT id FROM t").count(), 2U) << "the connection still uses its schema";
}

TEST_F(ErrorsTest, ForeignKey) {
    connection().command("CREATE TABLE child (t INT, FOREIGN KEY (t) REFERENCES t (id)) ENGINE=InnoDB");
    EXPECT_EQ(errorOf("INSERT INTO child VALUES (?)", {9}).kind(), DbErrorKind::ForeignKey);
    connection().execute("INSERT INTO child VALUES (?)", {1});
    EXPECT_EQ(errorOf("DELETE FROM t WHERE id = ?", {1}).kind(), DbErrorKind::ForeignKey);
}

TEST_F(ErrorsTest, SyntaxErrorsAreBugs) {
    const auto error = errorOf("SELEKT ?", {1});
    EXPECT_EQ(error.kind(), DbErrorKind::Other);
    EXPECT_EQ(error.code(), 1064);
}

TEST_F(ErrorsTest, MistakesFoundByTheDriverHaveNoCode) {
    const auto error = errorOf([&] { (void)connection().queryText(""); });
    EXPECT_EQ(error.kind(), DbErrorKind::Other);
}

TEST_F(ErrorsTest, LockTimeout) {
    const auto other = connect({.lockTimeout = 1s});
    connection().command("START TRANSACTION");
    connection().execute("UPDATE t SET name = ? WHERE id = ?", {"x", 1});
    const auto error = errorOf([&] { other->execute("UPDATE t SET name = ? WHERE id = ?", {"y", 1}); });
    EXPECT_EQ(error.kind(), DbErrorKind::LockTimeout);
    EXPECT_FALSE(other->broken());
}

TEST_F(ErrorsTest, SnapshotChanged) {
    const auto other = connect();
    other->command("START TRANSACTION");
    EXPECT_EQ(other->query("SELECT name FROM t WHERE id = ?", {1}).count(), 1U);
    connection().execute("UPDATE t SET name = ? WHERE id = ?", {"x", 1});
    const auto error = errorOf([&] { other->execute("UPDATE t SET name = ? WHERE id = ?", {"y", 1}); });
    EXPECT_EQ(error.kind(), DbErrorKind::SnapshotChanged);
    EXPECT_EQ(error.code(), 1020);
}

TEST_F(ErrorsTest, OneSideOfADeadlockFailsTheOtherGoesOn) {
    const auto other = connect();
    connection().command("START TRANSACTION");
    other->command("START TRANSACTION");
    connection().execute("UPDATE t SET name = ? WHERE id = ?", {"a", 1});
    other->execute("UPDATE t SET name = ? WHERE id = ?", {"b", 2});

    std::optional<DbErrorKind> mine;
    std::optional<DbErrorKind> theirs;
    std::jthread waiting([&] {
        try {
            other->execute("UPDATE t SET name = ? WHERE id = ?", {"c", 1});
        } catch (const DbError& error) {
            theirs = error.kind();
            other->command("ROLLBACK");
        }
    });
    EXPECT_TRUE(test::eventually(10s, [&] {
        return server().value(
                   "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS "
                   "WHERE VARIABLE_NAME = 'INNODB_ROW_LOCK_CURRENT_WAITS'") != "0";
    }));
    try {
        connection().execute("UPDATE t SET name = ? WHERE id = ?", {"d", 2});
    } catch (const DbError& error) {
        mine = error.kind();
        connection().command("ROLLBACK");
    }
    waiting.join();
    EXPECT_NE(mine.has_value(), theirs.has_value());
    EXPECT_EQ(mine ? *mine : theirs.value_or(DbErrorKind::Other), DbErrorKind::Deadlock);
}

TEST_F(ErrorsTest, StatementTimeAndKilledQueries) {
    const auto error = errorOf(
        [&] { (void)connection().query("SET STATEMENT max_statement_time = 0.1 FOR SELECT SLEEP(20) FROM t"); });
    EXPECT_EQ(error.kind(), DbErrorKind::Timeout);
    EXPECT_FALSE(connection().broken());
    EXPECT_EQ(connection().query("SELECT id FROM t").count(), 2U);
}

TEST_F(ErrorsTest, AccessDenied) {
    auto wrong = server().endpoint();
    wrong.password = "wrong";
    EXPECT_EQ(errorOf([&] { const Connection refused(wrong, {}); }).kind(), DbErrorKind::AccessDenied);
    EXPECT_EQ(errorOf([&] { connection().command("SET GLOBAL read_only = ON"); }).kind(), DbErrorKind::AccessDenied);
}

TEST_F(ErrorsTest, Unreachable) {
    auto nobody = server().endpoint();
    nobody.port = test::freePort();
    EXPECT_EQ(errorOf([&] { const Connection refused(nobody, {}); }).kind(), DbErrorKind::Unreachable);
}

TEST(ServerErrorsTest, AReadOnlyServerRefusesWrites) {
    const test::MariaDbServer readOnly({"--read-only=ON"});
    const auto schema = readOnly.createSchema();
    readOnly.execute("CREATE TABLE " + schema + ".t (id INT)");
    Connection connection(readOnly.endpoint(), {});
    connection.use(schema);
    try {
        connection.execute("INSERT INTO t VALUES (?)", {1});
        ADD_FAILURE() << "the account writes through read_only";
    } catch (const DbError& error) {
        EXPECT_EQ(error.kind(), DbErrorKind::ReadOnly);
        EXPECT_EQ(error.code(), 1290);
    }
    EXPECT_FALSE(connection.broken());
}

TEST(ServerErrorsTest, AServerThatHangsIsUnreachableWithinTheConnectTimeout) {
    const test::MariaDbServer hanging;
    Connection open(hanging.endpoint(), {.readTimeout = 1s});
    hanging.suspend();
    const auto begin = std::chrono::steady_clock::now();
    try {
        const Connection connection(hanging.endpoint(), {.connectTimeout = 1s, .readTimeout = 1s});
        ADD_FAILURE() << "connected";
    } catch (const DbError& error) {
        EXPECT_EQ(error.kind(), DbErrorKind::Unreachable) << error.what();
    }
    EXPECT_FALSE(open.alive());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
    hanging.resume();
}

TEST(ServerErrorsTest, AServerThatDiesBreaksItsConnections) {
    test::MariaDbServer server;
    Connection connection(server.endpoint(), {});
    server.kill();
    EXPECT_THROW((void)connection.queryText("SELECT 1"), DbError);
    EXPECT_TRUE(connection.broken());
    server.restart();
    EXPECT_NO_THROW(Connection(server.endpoint(), {}));
}

}  // namespace
}  // namespace dbpool

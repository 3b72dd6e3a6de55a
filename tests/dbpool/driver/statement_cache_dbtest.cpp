#include "dbpool/driver/connection.h"
#include "dbpool/driver/db_error.h"
#include "tests/support/schema_test.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace dbpool {
namespace {

class StatementCacheTest : public test::SchemaTest {
protected:
    /// Prepared statements that this connection has open on the server.
    static std::int64_t openStatements(Connection& connection) {
        auto rows = connection.queryText(
            "SELECT p.VARIABLE_VALUE - c.VARIABLE_VALUE FROM information_schema.SESSION_STATUS p, "
            "information_schema.SESSION_STATUS c "
            "WHERE p.VARIABLE_NAME = 'COM_STMT_PREPARE' AND c.VARIABLE_NAME = 'COM_STMT_CLOSE'");
        EXPECT_TRUE(rows.next());
        return static_cast<std::int64_t>(rows.real(1));
    }
};

TEST_F(StatementCacheTest, OneTextInTwoSchemasReachesBoth) {
    const std::string other = server().createSchema();
    for (const auto& name : {schema(), other}) {
        connection().use(name);
        connection().command("CREATE TABLE t (place VARCHAR(64))");
    }
    // A statement keeps the schema of its PREPARE: run again after USE, it would write into the first one.
    for (const auto& name : {schema(), other, schema(), other}) {
        connection().use(name);
        connection().execute("INSERT INTO t VALUES (?)", {name});
    }
    for (const auto& name : {schema(), other}) {
        connection().use(name);
        auto rows = connection().query("SELECT COUNT(*), MIN(place), MAX(place) FROM t");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(1), 2);
        EXPECT_EQ(rows.text(2), name);
        EXPECT_EQ(rows.text(3), name);
    }
    server().execute("DROP DATABASE " + other);
}

TEST_F(StatementCacheTest, UseAsTextIsRefusedBecauseTheCacheWouldNotNotice) {
    EXPECT_THROW(connection().command("  use mysql"), std::logic_error);
    auto rows = connection().queryText("SELECT DATABASE()");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.text(1), schema());
}

TEST_F(StatementCacheTest, ASchemaThatWasDroppedAndMadeAgainIsUsedAgain) {
    const std::string name = server().createSchema();
    connection().use(name);
    connection().command("DROP DATABASE " + name);
    connection().command("CREATE DATABASE " + name);
    connection().use(name);
    connection().command("CREATE TABLE t (id INT)");
    EXPECT_EQ(connection().execute("INSERT INTO t VALUES (?)", {1}), 1);
    connection().command("DROP DATABASE " + name);
}

TEST_F(StatementCacheTest, ASecondExecutionCostsOneRoundTrip) {
    const auto before = connection().roundTrips();
    (void)connection().query("SELECT ?", {1});
    const auto first = connection().roundTrips();
    (void)connection().query("SELECT ?", {2});
    EXPECT_EQ(first - before, 2U);
    EXPECT_EQ(connection().roundTrips() - first, 1U);
    connection().use(schema());
    EXPECT_EQ(connection().roundTrips() - first, 1U) << "the schema was in use already";
}

TEST_F(StatementCacheTest, TheLeastRecentlyUsedStatementsAreClosed) {
    const auto small = connect({.cachedStatements = 3});
    for (int n = 1; n <= 10; ++n) {
        (void)small->query("SELECT ? + " + std::to_string(n), {1});
        (void)small->query("SELECT ? + 1", {1});  // used all the time
    }
    EXPECT_EQ(openStatements(*small), 3);

    const auto before = small->roundTrips();
    (void)small->query("SELECT ? + 1", {1});
    (void)small->query("SELECT ? + 10", {1});
    EXPECT_EQ(small->roundTrips() - before, 2U) << "still prepared";
    (void)small->query("SELECT ? + 5", {1});
    EXPECT_EQ(small->roundTrips() - before, 4U) << "prepared again";
}

TEST_F(StatementCacheTest, AStatementThatFailedWorksTheNextTime) {
    connection().command("CREATE TABLE t (id INT PRIMARY KEY)");
    for (int attempt = 0; attempt < 3; ++attempt) {
        EXPECT_EQ(connection().execute("INSERT INTO t VALUES (?)", {attempt}), 1);
        EXPECT_THROW(connection().execute("INSERT INTO t VALUES (?)", {attempt}), DbError);
    }
    EXPECT_EQ(openStatements(connection()), 0) << "failed ones are closed, not leaked";
}

TEST_F(StatementCacheTest, ATableThatChangesUnderAStatementIsReadRightly) {
    connection().command("CREATE TABLE t (id INT, name VARCHAR(9), share FLOAT)");
    connection().execute("INSERT INTO t VALUES (?, ?, ?)", {1, "one", 0.5});
    EXPECT_EQ(connection().query("SELECT * FROM t").count(), 1U);
    connect()->command("ALTER TABLE t MODIFY id BIGINT, MODIFY name LONGTEXT, MODIFY share DOUBLE");
    constexpr std::int64_t kLarge = 9'000'000'000'000'000'001;
    connection().execute("UPDATE t SET id = ?, name = ?, share = ?", {kLarge, std::string(400, 'n'), 0.1});
    auto changed = connection().query("SELECT * FROM t");
    ASSERT_TRUE(changed.next());
    EXPECT_EQ(changed.integer(1), kLarge);
    EXPECT_EQ(changed.text(2), std::string(400, 'n'));
    EXPECT_EQ(changed.real(3), 0.1);

    connect()->command("ALTER TABLE t MODIFY id VARCHAR(40)");
    connection().execute("UPDATE t SET id = ?", {"a text that is longer than a number"});
    auto text = connection().query("SELECT * FROM t");
    ASSERT_TRUE(text.next());
    EXPECT_EQ(text.text(1), "a text that is longer than a number");

    connect()->command("ALTER TABLE t ADD COLUMN fresh INT DEFAULT 7 FIRST");
    auto grown = connection().query("SELECT * FROM t");
    ASSERT_TRUE(grown.next());
    EXPECT_EQ(grown.integer(1), 7);
}

TEST_F(StatementCacheTest, ResultsStayWhatTheyWere) {
    auto first = connection().query("SELECT ?", {"first"});
    auto second = connection().query("SELECT ?", {"second"});
    ASSERT_TRUE(first.next());
    ASSERT_TRUE(second.next());
    EXPECT_EQ(first.text(1), "first");
    EXPECT_EQ(second.text(1), "second");
}

TEST_F(StatementCacheTest, AResultOutlivesItsConnection) {
    std::optional<Rows> rows;
    {
        const auto brief = connect();
        rows = brief->query("SELECT ? UNION SELECT ?", {"a", "b"});
    }
    ASSERT_TRUE(rows->next());
    ASSERT_TRUE(rows->next());
    EXPECT_EQ(rows->text(1), "b");
}

TEST_F(StatementCacheTest, AQueryWithoutAResultAndAnUpdateWithOneAreErrorsThatLeaveTheConnectionUsable) {
    connection().command("CREATE TABLE t (id INT)");
    EXPECT_THROW((void)connection().query("INSERT INTO t VALUES (?)", {1}), std::logic_error);
    EXPECT_THROW(connection().execute("SELECT ?", {1}), std::logic_error);
    EXPECT_EQ(connection().query("SELECT ?", {1}).count(), 1U);
}

}  // namespace
}  // namespace dbpool

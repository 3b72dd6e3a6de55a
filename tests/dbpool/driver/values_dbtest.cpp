#include "dbpool/driver/connection.h"
#include "dbpool/driver/db_error.h"
#include "tests/support/schema_test.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <stdexcept>
#include <string>

namespace dbpool {
namespace {

class ValuesTest : public test::SchemaTest {
protected:
    /// Whatever MariaDB sees when `value` is bound.
    std::string seen(const Value& value) {
        auto rows = connection().query("SELECT CAST(? AS CHAR)", {value});
        EXPECT_TRUE(rows.next());
        return rows.text(1);
    }
};

std::string allOctets() {
    std::string octets;
    for (int octet = 0; octet < 256; ++octet) octets += static_cast<char>(octet);
    return octets;
}

TEST_F(ValuesTest, ComeBackAsTheyWereBound) {
    connection().command(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(50), share DOUBLE, bytes VARBINARY(300))");
    EXPECT_EQ(connection().execute("INSERT INTO t VALUES (?, ?, ?, ?)", {1, "Grüße 🐂", 0.1, Blob{allOctets()}}), 1);

    auto rows = connection().query("SELECT id, name, share, bytes FROM t WHERE id = ?", {1});
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(1), 1);
    EXPECT_EQ(rows.text(2), "Grüße 🐂");
    EXPECT_EQ(rows.real(3), 0.1);
    EXPECT_EQ(rows.text(4), allOctets());
    EXPECT_FALSE(rows.next());
}

TEST_F(ValuesTest, ANegativeNumberFollowsALargeOneInTheSameStatement) {
    EXPECT_EQ(seen(std::numeric_limits<std::int64_t>::max()), "9223372036854775807");
    EXPECT_EQ(seen(-5), "-5");
    EXPECT_EQ(seen(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
}

TEST_F(ValuesTest, AParameterMayChangeItsTypeBetweenExecutions) {
    EXPECT_EQ(seen("text"), "text");
    EXPECT_EQ(seen(7), "7");
    EXPECT_EQ(seen(nullptr), "");
    EXPECT_EQ(seen(1.5), "1.5");
    EXPECT_EQ(seen(true), "1");
    EXPECT_EQ(seen(std::optional<std::string>()), "");
    EXPECT_EQ(seen(std::optional<std::int64_t>(-9)), "-9");
}

TEST_F(ValuesTest, NullIsNullAndTheEmptyTextIsNot) {
    connection().command("CREATE TABLE t (id INT PRIMARY KEY, number BIGINT, name VARCHAR(9), bytes BLOB)");
    connection().execute("INSERT INTO t VALUES (?, ?, ?, ?)", {1, nullptr, nullptr, nullptr});
    connection().execute("INSERT INTO t VALUES (?, ?, ?, ?)", {2, 0, "", Blob{""}});
    auto rows = connection().query("SELECT number, name, bytes FROM t ORDER BY id");
    ASSERT_TRUE(rows.next());
    for (int column = 1; column <= 3; ++column) EXPECT_TRUE(rows.isNull(column)) << column;
    ASSERT_TRUE(rows.next());
    for (int column = 1; column <= 3; ++column) EXPECT_FALSE(rows.isNull(column)) << column;
    EXPECT_EQ(rows.text(3), "");
}

TEST_F(ValuesTest, LongDataAndShortDataAlternateInOneStatement) {
    connection().command("CREATE TABLE t (id INT PRIMARY KEY, bytes LONGBLOB)");
    std::string large;  // more than the driver's 256 KiB packets of long data
    while (large.size() < 1'000'000) large += allOctets();
    const std::optional<std::string> blobs[]{"short", large, "", large + "x", std::nullopt, "short again"};
    int id = 0;
    for (const auto& blob : blobs) {
        const Value value = blob ? Value(Blob{*blob}) : Value(nullptr);
        connection().execute("INSERT INTO t VALUES (?, ?)", {++id, value});
    }
    auto rows = connection().query("SELECT bytes FROM t ORDER BY id");
    for (const auto& blob : blobs) {
        ASSERT_TRUE(rows.next());
        EXPECT_TRUE(rows.maybeText(1) == blob) << rows.text(1).size() << " octets";
    }
}

TEST_F(ValuesTest, EveryColumnTypeReadsAsStored) {
    auto rows = connection().query(
        "SELECT CAST(18446744073709551615 AS UNSIGNED), CAST(7 AS UNSIGNED), CAST(12.50 AS DECIMAL(10,2)), "
        "CAST('2026-02-03 04:05:06.789012' AS DATETIME(6)), DATE '2026-02-03', SUM(5), 1e100, COUNT(*), X'00FF'");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.text(1), "18446744073709551615");
    EXPECT_THROW((void)rows.integer(1), DbError);
    EXPECT_EQ(rows.integer(2), 7);
    EXPECT_EQ(rows.text(3), "12.50");
    EXPECT_EQ(rows.text(4), "2026-02-03 04:05:06.789012");
    EXPECT_EQ(rows.text(5), "2026-02-03");
    EXPECT_EQ(rows.integer(6), 5);
    EXPECT_EQ(rows.real(7), 1e100);
    EXPECT_EQ(rows.integer(8), 1);
    EXPECT_EQ(rows.text(9), std::string("\0\xFF", 2));
}

TEST_F(ValuesTest, ColumnsOfATextQueryHaveNames) {
    auto rows = connection().queryText("SELECT 1 AS one, 'x' AS two");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.column("one"), 1);
    EXPECT_EQ(rows.column("two"), 2);
    EXPECT_EQ(rows.column("three"), std::nullopt);
}

TEST_F(ValuesTest, SmallIntegerColumnsKeepTheirSign) {
    connection().command(
        "CREATE TABLE t (a TINYINT, b TINYINT UNSIGNED, c SMALLINT, d INT, e INT UNSIGNED, f BIT(4), g YEAR, "
        "h ENUM('x','y'))");
    connection().execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                         {-128, 255, -32768, -2147483648LL, 4294967295LL, 9, 2026, "y"});
    for (const bool prepared : {true, false}) {
        auto rows = prepared ? connection().query("SELECT * FROM t") : connection().queryText("SELECT * FROM t");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(1), -128);
        EXPECT_EQ(rows.integer(2), 255);
        EXPECT_EQ(rows.integer(3), -32768);
        EXPECT_EQ(rows.integer(4), -2147483648LL);
        EXPECT_EQ(rows.integer(5), 4294967295LL);
        EXPECT_EQ(rows.integer(6), 9);
        EXPECT_EQ(rows.integer(7), 2026);
        EXPECT_EQ(rows.text(8), "y");
    }
}

TEST_F(ValuesTest, TooFewOrTooManyValuesAreRefused) {
    EXPECT_EQ(connection().query("SELECT ?, ?", {1, 2}).count(), 1U);
    // The driver would take the second value from the execution before.
    EXPECT_THROW((void)connection().query("SELECT ?, ?", {1}), std::logic_error);
    EXPECT_THROW((void)connection().query("SELECT ?, ?", {1, 2, 3}), std::logic_error);
    EXPECT_EQ(connection().query("SELECT ?, ?", {1, 2}).count(), 1U);
}

TEST_F(ValuesTest, RowsMatchedCountEvenIfNothingChanges) {
    connection().command("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
    EXPECT_EQ(connection().execute("INSERT INTO t VALUES (1, 1), (2, 1)"), 2);
    EXPECT_EQ(connection().execute("UPDATE t SET n = ?", {1}), 2);
    EXPECT_EQ(connection().execute("UPDATE t SET n = ? WHERE id = ?", {1, 3}), 0);
}

TEST_F(ValuesTest, InsertReturningAnswersRows) {
    connection().command("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(9))");
    for (int id = 1; id <= 2; ++id) {
        auto rows = connection().query("INSERT INTO t (name) VALUES (?) RETURNING id", {"n"});
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(1), id);
    }
}

}  // namespace
}  // namespace dbpool

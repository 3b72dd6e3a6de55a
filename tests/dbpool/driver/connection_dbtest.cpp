#include "dbpool/driver/connection.h"

#include "dbpool/driver/db_error.h"
#include "tests/support/schema_test.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace dbpool {
namespace {

class ConnectionTest : public test::SchemaTest {};

TEST_F(ConnectionTest, ValuesComeBackAsTheyWereBound) {
    connection().command(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(50), share DOUBLE, bytes VARBINARY(300))");
    std::string octets;
    for (int octet = 0; octet < 256; ++octet) octets += static_cast<char>(octet);
    EXPECT_EQ(connection().execute("INSERT INTO t VALUES (?, ?, ?, ?)", {1, "Grüße 🐂", 0.1, Blob{octets}}), 1);

    auto rows = connection().query("SELECT id, name, share, bytes FROM t WHERE id = ?", {1});
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(1), 1);
    EXPECT_EQ(rows.text(2), "Grüße 🐂");
    EXPECT_EQ(rows.real(3), 0.1);
    EXPECT_EQ(rows.text(4), octets);
    EXPECT_FALSE(rows.next());
}

}  // namespace
}  // namespace dbpool

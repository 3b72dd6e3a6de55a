#pragma once

#include "dbpool/driver/connection.h"
#include "tests/support/mariadb_server.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace test {

/// One empty schema per test on the shared server, and a connection that uses it.
class SchemaTest : public testing::Test {
public:
    SchemaTest(const SchemaTest&) = delete;
    SchemaTest& operator=(const SchemaTest&) = delete;
    ~SchemaTest() override {
        connection_.reset();  // an open transaction would keep its tables from being dropped
        sharedServer().execute("DROP DATABASE `" + schema_ + "`");
    }

protected:
    SchemaTest() : schema_(sharedServer().createSchema()), connection_(connect()) {}

    [[nodiscard]] static MariaDbServer& server() { return sharedServer(); }
    [[nodiscard]] const std::string& schema() const noexcept { return schema_; }
    [[nodiscard]] dbpool::Connection& connection() noexcept { return *connection_; }
    /// One more connection that uses the test's schema.
    [[nodiscard]] std::unique_ptr<dbpool::Connection> connect(const dbpool::ConnectionLimits& limits = {}) const {
        auto connection = std::make_unique<dbpool::Connection>(sharedServer().endpoint(), limits);
        connection->use(schema_);
        return connection;
    }

private:
    std::string schema_;
    std::unique_ptr<dbpool::Connection> connection_;
};

}  // namespace test

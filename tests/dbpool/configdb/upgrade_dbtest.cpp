#include "dbpool/configdb/config_database.h"
#include "dbpool/configdb/filestore_registry.h"
#include "dbpool/configdb/schema.h"
#include "dbpool/migrate/migrator.h"
#include "tests/support/mariadb_server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

namespace {

using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::FilestoreReader;
using dbpool::FilestoreRegistry;

/// Config DBs of earlier versions.
class ConfigUpgradeTest : public testing::Test {
protected:
    /// Makes the config DB as it was when `number` was the last migration.
    void createUpTo(int number) {
        auto early = dbpool::configdb::kSchema;
        std::erase_if(early.migrations, [&](const auto& migration) { return migration.number > number; });
        const std::array<dbpool::MigrationSet, 1> sets{early};
        dbpool::Connection connection(server_.endpoint(), {});
        dbpool::Migrator(connection).apply(schema_, sets);
    }

    test::MariaDbServer& server_ = test::sharedServer();
    std::string schema_ = server_.createSchema("upgrade");
};

TEST_F(ConfigUpgradeTest, FilestoresRegisteredBeforeGetNumbersWhichTheirMarkersLack) {
    createUpTo(2);
    dbpool::Connection connection(server_.endpoint(), {});
    connection.use(schema_);
    connection.command("INSERT INTO filestore (id, uri, size) VALUES (3, 'file:///a', 1), (4, 'file:///b', 1)");
    connection.command("INSERT INTO contexts_per_filestore (filestore_id) VALUES (3), (4)");

    dbpool::ConfigDatabase config({.master = server_.endpoint(), .replicas = {}, .schema = schema_}, {}, {});
    config.create();
    const auto list = [](ConfigReadSession& session) { return FilestoreReader(session).list(); };
    const auto stores = config.readMaster(list);
    ASSERT_EQ(stores.size(), 2U);
    EXPECT_NE(stores[0].mark, stores[1].mark);
    EXPECT_NE(stores[0].mark, std::string(16, '\0'));
    EXPECT_TRUE(stores[0].unmarked);
    config.write([](ConfigTransaction& tx) { FilestoreRegistry(tx).confirmMark({3}); });
    EXPECT_FALSE(config.readMaster(list)[0].unmarked);
    EXPECT_TRUE(config.readMaster(list)[1].unmarked);
}

}  // namespace

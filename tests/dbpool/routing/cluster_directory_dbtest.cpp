#include "dbpool/routing/cluster_directory.h"

#include "dbpool/replication/cluster_state.h"
#include "dbpool/routing/housekeeper.h"
#include "groupware/base/error.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;

using dbpool::ConfigTransaction;
using dbpool::ConfigWriteStatement;
using groupware::ContextId;
using groupware::ErrorCode;

constexpr ContextId kContext{7};
constexpr ConfigWriteStatement kSetMaximum{"test.maximum", "UPDATE db_pool SET max = ? WHERE db_pool_id = 4"};

/// An installation of its own: these tests change what the config DB says.
class ClusterDirectoryTest : public testing::Test {
protected:
    static test::InstallationServers servers() {
        const dbpool::Endpoint server = test::sharedServer().endpoint();
        return {.config = server, .master = server, .replica = std::nullopt};
    }
    ClusterDirectoryTest() { installation_.createContext(kContext); }
    dbpool::ContextDatabase& database() { return installation_.database(); }
    std::int64_t cluster() { return installation_.location().cluster; }

    std::string name_ = test::sharedServer().createSchema("directory");
    test::Installation installation_{servers(), name_, {notes::schema()}};
};

TEST_F(ClusterDirectoryTest, AClusterIsConnectedOnceAndAgainWhenItsServersChange) {
    const auto first = installation_.clusters().get(cluster());
    EXPECT_EQ(installation_.clusters().get(cluster()), first);
    database().refresh();
    EXPECT_EQ(installation_.clusters().get(cluster()), first);  // others' changes are none of its business

    installation_.config().write([](ConfigTransaction& tx) { tx.execute(kSetMaximum, {3}); });
    auto session = database().read(kContext, groupware::Freshness::strict());
    database().refresh();
    const auto second = installation_.clusters().get(cluster());
    EXPECT_NE(second, first);
    EXPECT_EQ(second->definition().master.maxConnections, 3);
    EXPECT_EQ(notes::count(session), 0);  // what was open before goes on
}

TEST_F(ClusterDirectoryTest, WhatIsRegisteredForAServersPoolGoesBeforeTheOptions) {
    constexpr ConfigWriteStatement kSet{"test.pool",
                                        "UPDATE db_pool SET max = ?, hardlimit = ?, initial = ? WHERE db_pool_id = 4"};
    const auto connectionsWith = [&](std::int64_t maximum, bool hardLimit) {
        installation_.config().write([&](ConfigTransaction& tx) { tx.execute(kSet, {maximum, hardLimit, 2}); });
        dbpool::ClusterDirectory clusters(installation_.config(), test::Installation::clusterKey(), {},
                                          {.maxConnections = 3, .waitTimeout = 10ms});
        const auto loaded = clusters.get(cluster());
        clusters.refresh();
        EXPECT_EQ(clusters.status().front().counters.open, std::min<std::int64_t>(2, hardLimit ? maximum : 3))
            << "initial";
        std::vector<dbpool::Lease> taken;
        try {
            while (taken.size() < 10) taken.push_back(loaded->roles().master->pool.acquire());
        } catch (const dbpool::DbError& error) {
            EXPECT_EQ(error.kind(), dbpool::DbErrorKind::Timeout);
        }
        return taken.size();
    };
    EXPECT_EQ(connectionsWith(1, true), 1U);
    EXPECT_EQ(connectionsWith(1, false), 3U) << "up to dbpool.maxConnections";
    EXPECT_EQ(connectionsWith(4, true), 4U);
    EXPECT_EQ(connectionsWith(4, false), 4U);
}

TEST_F(ClusterDirectoryTest, AClusterThatIsNotRegisteredIsUnavailable) {
    EXPECT_EQ(notes::codeOf([&] { static_cast<void>(installation_.clusters().get(99)); }), ErrorCode::Unavailable);
}

TEST_F(ClusterDirectoryTest, TheTermIsReadAndFollowed) {
    EXPECT_EQ(notes::put(database(), kContext, 1).term, 1);
    test::sharedServer().execute("UPDATE " + name_ + "_0.cluster_state SET term = 2");
    database().refresh();
    EXPECT_EQ(notes::put(database(), kContext, 2).term, 2);
    dbpool::Connection connection(test::sharedServer().endpoint(), {});
    dbpool::createClusterState(connection, name_);  // again: keeps what is there
    EXPECT_EQ(dbpool::readTerm(connection, name_), 2);
    EXPECT_EQ(dbpool::readTerm(connection, name_ + "_none"), 0);
}

TEST_F(ClusterDirectoryTest, AContextThatMovedIsFoundAtOnceByWritersAndReaders) {
    notes::put(database(), kContext, 1);  // its place is remembered now
    const std::string to = name_ + "_2";
    const std::string from = installation_.location().schema;
    const test::MariaDbServer& server = test::sharedServer();
    server.execute("CREATE DATABASE " + to);
    for (const std::string table : {"ctx_state", "ctx_change", "ctx_sequence", "note"}) {
        server.execute("CREATE TABLE " + to + "." + table + " LIKE " + from + "." + table);
        server.execute("INSERT INTO " + to + "." + table + " SELECT * FROM " + from + "." + table);
        server.execute("DELETE FROM " + from + "." + table);
    }
    server.execute("UPDATE " + to + ".ctx_state SET epoch = 2");
    server.execute("UPDATE " + name_ + "_config.context_server2db_pool SET epoch = 2, db_schema = '" + to + "'");

    const auto token = notes::put(database(), kContext, 2);
    EXPECT_EQ(token.epoch, 2);
    EXPECT_EQ(notes::count(database(), kContext), 2);
    EXPECT_EQ(server.value("SELECT COUNT(*) FROM " + from + ".note"), "0");
}

TEST_F(ClusterDirectoryTest, TheHousekeeperFollowsTheConfigDatabase) {
    const auto first = installation_.clusters().get(cluster());
    const dbpool::Housekeeper housekeeper(installation_.config(), installation_.clusters(), database(),
                                          {.refresh = 10ms, .closeIdle = 10ms, .removeOldChanges = 10ms});
    installation_.config().write([](ConfigTransaction& tx) { tx.execute(kSetMaximum, {3}); });
    EXPECT_TRUE(test::eventually(10s, [&] { return installation_.clusters().get(cluster()) != first; }));
}

}  // namespace

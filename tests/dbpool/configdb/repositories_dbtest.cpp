#include "dbpool/configdb/cluster_reader.h"
#include "dbpool/configdb/login_mappings.h"
#include "dbpool/configdb/node_registry.h"
#include "dbpool/configdb/placement_reader.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "tests/support/database_test.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;

using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::ConfigWriteStatement;
using groupware::ContextId;

class RepositoriesTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    RepositoriesTest() { createContext(kContext); }

    template <class Read>
    auto read(const Read& call) {
        return config().read([&](ConfigReadSession& session) { return call(session); });
    }
};

TEST_F(RepositoriesTest, APlacementSaysWhereAContextLives) {
    const auto found = read([](auto& session) { return dbpool::PlacementReader(session).find(kContext); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->context, kContext);
    EXPECT_EQ(found->server, test::Installation::kServer);
    EXPECT_EQ(found->location.schema, installation().location().schema);
    EXPECT_EQ(found->location.cluster, installation().location().cluster);
    EXPECT_EQ(found->location.epoch, 1);
    EXPECT_EQ(found->stage, dbpool::ContextStage::Active);
    EXPECT_TRUE(found->enabled);
    EXPECT_EQ(found->filestore, test::Installation::kFilestore);
    EXPECT_EQ(found->filestoreUri.substr(0, 8), "file:///");
    EXPECT_EQ(found->filestoreName, "7_ctx_store");
    EXPECT_EQ(found->quotaBytes, 100'000'000);
    EXPECT_FALSE(read([](auto& session) { return dbpool::PlacementReader(session).find(ContextId{99}); }));
}

TEST_F(RepositoriesTest, StagesAndFlagsAreRead) {
    const ConfigWriteStatement change{"test.change", "UPDATE context SET state = ?, enabled = ? WHERE cid = ?"};
    config().write([&](ConfigTransaction& tx) { tx.execute(change, {"deleting", false, kContext.value}); });
    auto found = read([](auto& session) { return dbpool::PlacementReader(session).find(kContext); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->stage, dbpool::ContextStage::Deleting);
    EXPECT_FALSE(found->enabled);
    config().write([&](ConfigTransaction& tx) { tx.execute(change, {"creating", true, kContext.value}); });
    found = read([](auto& session) { return dbpool::PlacementReader(session).find(kContext); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->stage, dbpool::ContextStage::Creating);
}

TEST_F(RepositoriesTest, ALoginMappingFindsItsContext) {
    config().write([](ConfigTransaction& tx) {
        tx.execute({"test.login", "INSERT INTO login2context VALUES (?, ?)"}, {"example.com", kContext.value});
    });
    const auto find = [&](const std::string& name) {
        return read([&](auto& session) { return dbpool::LoginMappings(session).find(name); });
    };
    EXPECT_EQ(find("example.com"), kContext);
    EXPECT_EQ(find("EXAMPLE.com"), kContext);
    EXPECT_EQ(find("7"), kContext);
    EXPECT_EQ(find("example.org"), std::nullopt);
    EXPECT_EQ(read([](auto& session) { return dbpool::LoginMappings(session).of(kContext); }),
              (std::vector<std::string>{"7", "example.com"}));
}

TEST_F(RepositoriesTest, AClusterIsReadWithItsServersAndTheirPasswords) {
    const std::int64_t cluster = installation().location().cluster;
    const std::string key = test::Installation::clusterKey();
    config().write([&](ConfigTransaction& tx) {
        const std::string sealed = groupware::crypto::seal(key, "db_pool.password", "its own");
        tx.execute({"test.replica",
                    "INSERT INTO db_pool (db_pool_id, cluster_id, name, url, login, password, max)"
                    " VALUES (900, ?, 'temporary', 'mysql://db2.example:3307', 'reader', ?, 7)"},
                   {cluster, dbpool::Blob{sealed}});
    });
    const auto find = [&](std::int64_t id, const std::string& with) {
        return read([&](auto& session) { return dbpool::ClusterReader(session, with).find(id); });
    };
    const auto found = find(cluster, key);
    EXPECT_THROW(find(cluster, std::string(32, 'x')), groupware::Error);
    EXPECT_FALSE(find(999, key));
    config().write([](ConfigTransaction& tx) {
        tx.execute({"test.remove", "DELETE FROM db_pool WHERE db_pool_id = 900"});
    });

    ASSERT_TRUE(found);
    const dbpool::Endpoint server = test::sharedServer().endpoint();
    EXPECT_EQ(found->master.endpoint.host, server.host);
    EXPECT_EQ(found->master.endpoint.port, server.port);
    EXPECT_EQ(found->master.endpoint.password, server.password);
    ASSERT_EQ(found->replicas.size(), 1U);
    EXPECT_EQ(found->replicas[0].endpoint.host, "db2.example");
    EXPECT_EQ(found->replicas[0].endpoint.port, 3307);
    EXPECT_EQ(found->replicas[0].endpoint.user, "reader");
    EXPECT_EQ(found->replicas[0].endpoint.password, "its own");
    EXPECT_EQ(found->replicas[0].maxConnections, 7);
}

class NodeRegistryTest : public RepositoriesTest {
public:
    ~NodeRegistryTest() override {
        for (const dbpool::Node& left : registry_.list(1h)) registry_.leave(left.id);
    }

protected:
    static dbpool::Node node(char id, const std::string& route) {
        return {.id = std::string(16, id),
                .name = "host",
                .route = route,
                .server = test::Installation::kServer,
                .httpAddress = "10.0.0.1:8009",
                .ajpAddress = "",
                .version = "0.1.0",
                .publicKey = std::string("\0key", 4)};
    }
    std::vector<std::string> routes(std::chrono::seconds staleAfter) {
        std::vector<std::string> found;
        for (const dbpool::Node& each : registry_.list(staleAfter)) found.push_back(each.route);
        return found;
    }

    dbpool::NodeRegistry registry_{config()};
};

TEST_F(NodeRegistryTest, NodesEnterAndLeave) {
    registry_.enter(node('a', "OX-1"));
    registry_.enter(node('b', "OX-2"));
    EXPECT_EQ(routes(60s), (std::vector<std::string>{"OX-1", "OX-2"}));
    const dbpool::Node first = registry_.list(60s).front();
    EXPECT_EQ(first.id, std::string(16, 'a'));
    EXPECT_EQ(first.httpAddress, "10.0.0.1:8009");
    EXPECT_EQ(first.publicKey, std::string("\0key", 4));
    registry_.leave(first.id);
    EXPECT_EQ(routes(60s), (std::vector<std::string>{"OX-2"}));
}

TEST_F(NodeRegistryTest, ANodeThatIsStartedAgainReplacesItsKilledSelf) {
    registry_.enter(node('a', "OX-1"));
    registry_.enter(node('c', "OX-1"));
    ASSERT_EQ(routes(60s), (std::vector<std::string>{"OX-1"}));
    EXPECT_EQ(registry_.list(60s).front().id, std::string(16, 'c'));
    EXPECT_FALSE(registry_.heartbeat(std::string(16, 'a')));  // the old run learns that it is gone
}

TEST_F(NodeRegistryTest, AHeartbeatKeepsANodeAndLeavesTheStateAlone) {
    registry_.enter(node('a', "OX-1"));
    config().touch({"test.age", "UPDATE cluster_node SET heartbeat = heartbeat - INTERVAL 100 SECOND"}, {});
    EXPECT_TRUE(routes(60s).empty());
    const std::int64_t before = config().refresh();
    EXPECT_TRUE(registry_.heartbeat(std::string(16, 'a')));
    EXPECT_EQ(routes(60s), (std::vector<std::string>{"OX-1"}));
    EXPECT_EQ(config().refresh(), before);
}

}  // namespace

#include "dbpool/configdb/config_database.h"

#include "groupware/base/error.h"
#include "tests/support/eventually.h"
#include "tests/support/mariadb_pair.h"

#include <gtest/gtest.h>

#include <chrono>

namespace {

using namespace std::chrono_literals;

using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;

constexpr dbpool::ConfigWriteStatement kAdd{"test.add", "INSERT INTO server VALUES (?, ?)"};
constexpr dbpool::ConfigReadStatement kCount{"test.count", "SELECT COUNT(*), @@server_id FROM server"};

class ConfigReplicaTest : public testing::Test {
protected:
    struct Answer {
        std::int64_t servers = 0;
        std::string answeredBy;
    };

    ConfigReplicaTest() { config_.create(); }

    Answer ask() {
        return config_.read([](ConfigReadSession& session) {
            dbpool::Rows rows = session.query(kCount);
            return rows.next() ? Answer{rows.integer(1), rows.text(2)} : Answer{};
        });
    }
    void add(std::int64_t id) {
        config_.write([&](ConfigTransaction& tx) { tx.execute(kAdd, {id, std::to_string(id)}); });
    }

    static dbpool::ConfigLimits shortWait() {
        dbpool::ConfigLimits limits;
        limits.writeWait = 3s;
        return limits;
    }

    test::MariaDbPair servers_;
    std::string replicaId_ = servers_.replica().value("SELECT @@server_id");
    std::string masterId_ = servers_.master().value("SELECT @@server_id");
    dbpool::ConfigDatabase config_{
        {.master = servers_.master().endpoint(), .replicas = {servers_.replica().endpoint()}, .schema = "configdb"},
        {},
        {},
        shortWait()};
};

TEST_F(ConfigReplicaTest, AReplicaAnswersOnlyWithTheStateThatIsKnown) {
    add(2);
    servers_.waitForReplica();
    EXPECT_EQ(ask().answeredBy, replicaId_);
    EXPECT_EQ(ask().servers, 1);

    servers_.stopReplicaSql();
    add(3);
    const Answer own = ask();
    EXPECT_EQ(own.answeredBy, masterId_);
    EXPECT_EQ(own.servers, 2);

    servers_.startReplicaSql();
    servers_.waitForReplica();
    EXPECT_EQ(ask().answeredBy, replicaId_);
}

TEST_F(ConfigReplicaTest, AnothersWriteIsSeenAfterRefresh) {
    servers_.waitForReplica();
    servers_.stopReplicaSql();
    dbpool::ConfigDatabase other({.master = servers_.master().endpoint(), .replicas = {}, .schema = "configdb"}, {},
                                 {});
    other.write([](ConfigTransaction& tx) { tx.execute(kAdd, {2, "theirs"}); });
    config_.refresh();
    EXPECT_EQ(ask().servers, 1);
}

TEST_F(ConfigReplicaTest, WithoutTheMasterWhatIsKnownIsStillRead) {
    add(2);
    servers_.waitForReplica();
    servers_.master().kill();
    EXPECT_EQ(ask().servers, 1);
    EXPECT_THROW(add(3), groupware::Error);
    EXPECT_THROW((void)config_.masterEndpoint(), groupware::Error);
}

TEST_F(ConfigReplicaTest, APromotionByHandIsFollowedAndTheOldMasterNeverUsedAgain) {
    add(2);
    servers_.waitForReplica();
    servers_.master().kill();
    servers_.promoteReplica();
    add(3);  // waits until the new master is found
    EXPECT_EQ(config_.masterEndpoint().port, servers_.replica().port());
    EXPECT_TRUE(test::eventually(10s, [&] {
        return servers_.replica().value("SELECT CONCAT(term, '/', master_server_id) FROM configdb.cluster_state") ==
               "2/" + replicaId_;
    })) << "nodes that start later know it, too";

    servers_.master().restart();  // writable, as it was when it died
    EXPECT_TRUE(test::eventually(10s, [&] { return config_.status().front().member.report.has_value(); }));
    for (std::int64_t id = 4; id < 10; ++id) add(id);
    dbpool::ConfigDatabase late(
        {.master = servers_.master().endpoint(), .replicas = {servers_.replica().endpoint()}, .schema = "configdb"}, {},
        {});
    EXPECT_EQ(late.masterEndpoint().port, servers_.replica().port());
    EXPECT_EQ(late.readMaster([](ConfigReadSession& session) {
        dbpool::Rows rows = session.query(kCount);
        return rows.next() ? rows.integer(1) : 0;
    }),
              8);
    EXPECT_EQ(servers_.master().value("SELECT COUNT(*) FROM configdb.server WHERE server_id > 2"), "0");
}

TEST_F(ConfigReplicaTest, ARegisteredMasterThatIsAReplicaIsOnlyAGuess) {
    add(2);
    servers_.waitForReplica();
    dbpool::ConfigDatabase guessed(
        {.master = servers_.replica().endpoint(), .replicas = {servers_.master().endpoint()}, .schema = "configdb"}, {},
        {});
    guessed.write([](ConfigTransaction& tx) { tx.execute(kAdd, {3, "3"}); });
    EXPECT_EQ(guessed.masterEndpoint().port, servers_.master().port());
    const auto status = guessed.status();
    EXPECT_FALSE(status[0].member.master);
    EXPECT_TRUE(status[1].member.master);
}

TEST_F(ConfigReplicaTest, AKilledReplicaCostsNoRead) {
    add(2);
    servers_.waitForReplica();
    EXPECT_EQ(ask().answeredBy, replicaId_);
    servers_.replica().kill();
    for (int i = 0; i < 10; ++i) EXPECT_EQ(ask().servers, 1);
}

}  // namespace

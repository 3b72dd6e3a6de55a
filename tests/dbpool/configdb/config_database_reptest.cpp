#include "dbpool/configdb/config_database.h"

#include "groupware/base/error.h"
#include "tests/support/eventually.h"
#include "tests/support/mariadb_pair.h"

#include <gtest/gtest.h>

#include <chrono>

namespace {

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

    test::MariaDbPair servers_;
    std::string replicaId_ = servers_.replica().value("SELECT @@server_id");
    std::string masterId_ = servers_.master().value("SELECT @@server_id");
    dbpool::ConfigDatabase config_{
        {.master = servers_.master().endpoint(), .replicas = {servers_.replica().endpoint()}, .schema = "configdb"},
        {},
        {}};
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
}

TEST_F(ConfigReplicaTest, AKilledReplicaCostsNoRead) {
    add(2);
    servers_.waitForReplica();
    EXPECT_EQ(ask().answeredBy, replicaId_);
    servers_.replica().kill();
    for (int i = 0; i < 10; ++i) EXPECT_EQ(ask().servers, 1);
}

}  // namespace

#include "dbpool/replication/cluster_state.h"
#include "dbpool/replication/server_group.h"
#include "tests/support/eventually.h"
#include "tests/support/mariadb_pair.h"
#include "tests/support/tcp_relay.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;

/// A strict master that does not hear its replica for a while.
class LostAcknowledgementTest : public testing::Test {
public:
    ~LostAcknowledgementTest() override { master().execute("SET GLOBAL rpl_semi_sync_master_enabled = OFF"); }

protected:
    LostAcknowledgementTest() {
        dbpool::Connection connection(master().administrator(), {});
        dbpool::createClusterState(connection, "main");
        connection.command("CREATE TABLE main_0.t (id INT PRIMARY KEY) ENGINE=InnoDB");
        servers_.waitForReplica();
        replica().execute("SET GLOBAL rpl_semi_sync_slave_enabled = ON");
        replica().execute("STOP SLAVE");
        replica().execute("CHANGE MASTER TO MASTER_PORT=" + std::to_string(relay_.port()));
        for (const char* const setting :
             {"wait_point = AFTER_SYNC", "timeout = 3600000", "wait_no_slave = ON", "enabled = ON"})
            master().execute("SET GLOBAL rpl_semi_sync_master_" + std::string(setting));
        replica().execute("START SLAVE");
        EXPECT_TRUE(test::eventually(20s, [this] { return acknowledgesAgain(); }));
    }

    test::MariaDbServer& master() { return servers_.master(); }
    test::MariaDbServer& replica() { return servers_.replica(); }
    static dbpool::ServerReport report(const test::MariaDbServer& server) {
        dbpool::Connection connection(server.endpoint(), {});
        return dbpool::readServerReport(connection, "main_0");
    }
    bool acknowledgesAgain() {
        const auto state = report(replica());
        return report(master()).semiSync.acknowledging == 1 && state.semiSync.replicaActive &&
               state.replicas[0].receiver == dbpool::ReceiverState::Running;
    }
    bool replicaReceivedAll() { return report(replica()).received().covers(report(master()).binlogPosition); }
    /// With a node's account, as a node does. @return fails like the COMMIT does
    std::future<void> commit(int id) {
        return std::async(std::launch::async, [this, id] {
            dbpool::Connection connection(master().endpoint(), {.readTimeout = 60s});
            connection.use("main_0");
            connection.command("START TRANSACTION");
            connection.execute("INSERT INTO t VALUES (?)", {id});
            connection.command("COMMIT");
        });
    }
    /// Some commits, of which the replica receives what is sent, and of which the master never hears.
    void loseAcknowledgements() {
        relay_.muteClients();
        const auto before = report(master()).binlogPosition;
        commits_.push_back(commit(1));
        EXPECT_TRUE(test::eventually(20s, [this] { return report(master()).semiSync.waitingCommits == 1; }));
        for (int id = 2; id <= kCommits; ++id) commits_.push_back(commit(id));
        EXPECT_TRUE(test::eventually(
            20s, [&] { return before.distanceTo(report(master()).binlogPosition) == 2 && replicaReceivedAll(); }));
    }
    void heal() {
        relay_.breakAndHeal();
        EXPECT_TRUE(test::eventually(20s, [this] { return acknowledgesAgain(); }));
    }
    bool allSucceed(std::chrono::seconds within) {
        const auto deadline = std::chrono::steady_clock::now() + within;
        for (auto& one : commits_) {
            if (one.wait_until(deadline) != std::future_status::ready) return false;
            EXPECT_NO_THROW(one.get());
        }
        commits_.clear();
        return true;
    }
    /// As every node does.
    std::unique_ptr<dbpool::ServerGroup> watch() {
        return std::make_unique<dbpool::ServerGroup>(
            dbpool::ServerGroup::Settings{.name = "main", .schema = "main_0", .limits = {}},
            std::vector<dbpool::Pool*>{&masterPool_, &replicaPool_}, dbpool::ConnectionLimits{});
    }

    static constexpr int kCommits = 4;
    test::MariaDbPair servers_;
    test::TcpRelay relay_{servers_.master().port()};
    dbpool::Pool masterPool_{servers_.master().endpoint(), {}, {}};
    dbpool::Pool replicaPool_{servers_.replica().endpoint(), {}, {}};
    std::vector<std::future<void>> commits_;
};

TEST_F(LostAcknowledgementTest, WithoutHelpCommitsWaitForEver) {
    loseAcknowledgements();
    heal();
    EXPECT_EQ(commits_[0].wait_for(3s), std::future_status::timeout) << "MariaDB needs no help any more";
    commits_.push_back(commit(kCommits + 1));
    EXPECT_EQ(commits_[0].wait_for(3s), std::future_status::timeout) << "a new commit would release them";
    EXPECT_EQ(report(master()).semiSync.waitingCommits, 1);
    master().execute("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
    EXPECT_TRUE(allSucceed(20s));
}

TEST_F(LostAcknowledgementTest, WhoWatchesReleasesWhatAReplicaHasReceived) {
    loseAcknowledgements();
    heal();
    const auto group = watch();
    EXPECT_TRUE(allSucceed(10s));
    EXPECT_GE(group->status()[0].releasedCommits, 1U);
    EXPECT_EQ(group->status()[1].releasedCommits, 0U);
    commits_.push_back(commit(kCommits + 1));
    EXPECT_TRUE(allSucceed(10s)) << "acknowledged as ever";
    servers_.waitForReplica();
    EXPECT_EQ(replica().value("SELECT COUNT(*) FROM main_0.t"), std::to_string(kCommits + 1));
}

TEST_F(LostAcknowledgementTest, AlsoWhileTheMasterStillHearsNothing) {
    loseAcknowledgements();
    const auto group = watch();
    EXPECT_TRUE(allSucceed(20s));
    EXPECT_TRUE(group->hasMaster());
}

TEST_F(LostAcknowledgementTest, WhatNoReplicaHasReceivedIsNotReleased) {
    const auto group = watch();
    EXPECT_TRUE(test::eventually(10s, [&] { return group->hasMaster(); }));
    replica().suspend();
    commits_.push_back(commit(1));
    EXPECT_EQ(commits_[0].wait_for(5s), std::future_status::timeout);
    EXPECT_EQ(report(master()).semiSync.waitingCommits, 1);
    EXPECT_EQ(report(master()).semiSync.acknowledging, 1) << "the master does not know that it hangs";
    EXPECT_EQ(master().value("SELECT COUNT(*) FROM main_0.t"), "0") << "nobody sees it";
    replica().resume();
    EXPECT_TRUE(allSucceed(20s));
    EXPECT_EQ(group->status()[0].releasedCommits, 0U);
}

}  // namespace

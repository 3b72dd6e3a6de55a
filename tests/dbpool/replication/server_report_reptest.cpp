#include "dbpool/replication/server_report.h"

#include "dbpool/driver/db_error.h"
#include "tests/support/eventually.h"
#include "tests/support/mariadb_pair.h"

#include <gtest/gtest.h>

#include <chrono>

namespace {

using namespace std::chrono_literals;
using dbpool::ReceiverState;
using dbpool::ServerReport;

class ServerReportTest : public testing::Test {
protected:
    static ServerReport report(const test::MariaDbServer& server, const std::string& schema = "main_0") {
        dbpool::Connection connection(server.endpoint(), {});
        return dbpool::readServerReport(connection, schema);
    }
    void createState() {
        dbpool::Connection connection(servers_.master().endpoint(), {});
        dbpool::createClusterState(connection, "main");
        servers_.waitForReplica();
    }

    test::MariaDbPair servers_;
};

TEST_F(ServerReportTest, MasterAndReplicaSayWhoTheyAre) {
    createState();
    const ServerReport master = report(servers_.master());
    EXPECT_EQ(master.serverId, 1);
    EXPECT_FALSE(master.readOnly);
    EXPECT_TRUE(master.claimsMaster());
    EXPECT_TRUE(master.replicas.empty());
    EXPECT_TRUE(master.binlog);
    EXPECT_TRUE(master.logsReplicated);
    EXPECT_TRUE(master.strictGtid);
    EXPECT_FALSE(master.semiSync.masterEnabled);
    EXPECT_EQ(master.semiSync.timeout, 10s);  // the server's default
    EXPECT_FALSE(master.semiSync.waitsBeforeCommit);
    EXPECT_LT(std::chrono::abs(master.clock - std::chrono::system_clock::now()), 5s);
    EXPECT_NE(master.version.find("MariaDB"), std::string::npos);

    const ServerReport replica = report(servers_.replica());
    EXPECT_EQ(replica.serverId, 2);
    EXPECT_TRUE(replica.readOnly);
    EXPECT_TRUE(replica.follows());
    EXPECT_FALSE(replica.claimsMaster());
    ASSERT_EQ(replica.replicas.size(), 1U);
    EXPECT_EQ(replica.replicas[0].receiver, ReceiverState::Running);
    EXPECT_TRUE(replica.replicas[0].applierRunning);
    EXPECT_TRUE(replica.replicas[0].usesGtid);
    EXPECT_EQ(replica.replicas[0].masterServerId, 1);
    EXPECT_EQ(replica.replicas[0].masterPort, servers_.master().port());
    EXPECT_EQ(replica.replicas[0].behind, 0s);
    EXPECT_EQ(replica.applied(), master.binlogPosition);
}

TEST_F(ServerReportTest, EveryMemberKnowsTermAndMaster) {
    EXPECT_EQ(report(servers_.master()).cluster.term, 0);
    EXPECT_EQ(report(servers_.master()).cluster.masterServerId, 0);
    createState();
    for (const auto* const server : {&servers_.master(), &servers_.replica()}) {
        EXPECT_EQ(report(*server).cluster.term, 1);
        EXPECT_EQ(report(*server).cluster.masterServerId, 1);
    }
}

TEST_F(ServerReportTest, AClusterOfAnOlderVersionHasATermOnly) {
    servers_.master().execute("CREATE DATABASE main_0");
    servers_.master().execute("CREATE TABLE main_0.cluster_state (id TINYINT PRIMARY KEY, term BIGINT NOT NULL)");
    servers_.master().execute("INSERT INTO main_0.cluster_state VALUES (1, 4)");
    EXPECT_EQ(report(servers_.master()).cluster.term, 4);
    EXPECT_EQ(report(servers_.master()).cluster.masterServerId, 0);
}

TEST_F(ServerReportTest, WhatIsReceivedButNotAppliedCounts) {
    createState();
    servers_.stopReplicaSql();
    for (int i = 0; i < 3; ++i) servers_.master().execute("UPDATE main_0.cluster_state SET term = term + 1");
    const ServerReport master = report(servers_.master());
    ServerReport replica;
    ASSERT_TRUE(test::eventually(10s, [&] {
        replica = report(servers_.replica());
        return replica.received().covers(master.binlogPosition);
    }));
    EXPECT_EQ(replica.applied().distanceTo(master.binlogPosition), 3);
    EXPECT_EQ(replica.cluster.term, 1);
    EXPECT_FALSE(replica.replicas.at(0).applierRunning);
    EXPECT_FALSE(replica.replicas.at(0).behind.has_value());
    EXPECT_TRUE(replica.follows());
}

TEST_F(ServerReportTest, ErrorsOfTheThreadsAreTold) {
    createState();
    servers_.replica().execute("DELETE FROM main_0.cluster_state");  // the administrator may, and the applier fails
    servers_.master().execute("UPDATE main_0.cluster_state SET term = 2");
    ServerReport replica;
    ASSERT_TRUE(test::eventually(10s, [&] {
        replica = report(servers_.replica());
        return !replica.replicas.at(0).applierRunning;
    }));
    EXPECT_NE(replica.replicas[0].applierErrno, 0);
    EXPECT_NE(replica.replicas[0].applierError, "");
    EXPECT_EQ(replica.replicas[0].receiver, ReceiverState::Running);
}

TEST_F(ServerReportTest, AReplicaWhoseMasterIsGoneLooksForIt) {
    servers_.master().kill();
    ASSERT_TRUE(test::eventually(
        10s, [&] { return report(servers_.replica()).replicas.at(0).receiver == ReceiverState::Connecting; }));
    EXPECT_NE(report(servers_.replica()).replicas[0].receiverErrno, 0);
    servers_.promoteReplica();
    EXPECT_TRUE(report(servers_.replica()).claimsMaster());
}

TEST_F(ServerReportTest, SemiSynchronousReplicationIsTold) {
    for (const auto* const sql :
         {"SET GLOBAL rpl_semi_sync_slave_enabled = ON", "STOP SLAVE IO_THREAD", "START SLAVE IO_THREAD"}) {
        servers_.replica().execute(sql);
    }
    for (const auto* const sql :
         {"SET GLOBAL rpl_semi_sync_master_wait_point = AFTER_SYNC",
          "SET GLOBAL rpl_semi_sync_master_timeout = 3600000", "SET GLOBAL rpl_semi_sync_master_enabled = ON"}) {
        servers_.master().execute(sql);
    }
    ASSERT_TRUE(test::eventually(10s, [&] { return report(servers_.master()).semiSync.acknowledging == 1; }));
    const auto master = report(servers_.master()).semiSync;
    EXPECT_TRUE(master.masterEnabled);
    EXPECT_TRUE(master.masterActive);
    EXPECT_TRUE(master.waitsBeforeCommit);
    EXPECT_TRUE(master.waitsWithoutReplica);
    EXPECT_EQ(master.timeout, 1h);
    EXPECT_TRUE(report(servers_.replica()).semiSync.replicaEnabled);
    EXPECT_TRUE(report(servers_.replica()).semiSync.replicaActive);
}

TEST_F(ServerReportTest, ItShowsWhetherTheMasterWasHeardOf) {
    servers_.replica().execute("STOP SLAVE");
    servers_.replica().execute("CHANGE MASTER TO MASTER_HEARTBEAT_PERIOD = 0.2");
    servers_.replica().execute("START SLAVE");
    const auto first = report(servers_.replica()).replicas.at(0);
    EXPECT_EQ(first.heartbeatPeriod, 200ms);
    EXPECT_TRUE(test::eventually(10s, [&] { return report(servers_.replica()).replicas.at(0).heardSince(first); }));
}

TEST_F(ServerReportTest, AnAccountThatMayNotLookIsDenied) {
    servers_.master().execute("CREATE USER blind@127.0.0.1 IDENTIFIED BY 'b'");
    auto endpoint = servers_.master().endpoint();
    endpoint.user = "blind";
    endpoint.password = "b";
    dbpool::Connection connection(endpoint, {});
    try {
        (void)dbpool::readServerReport(connection, "main_0");
        FAIL() << "it may look";
    } catch (const dbpool::DbError& error) {
        EXPECT_EQ(error.kind(), dbpool::DbErrorKind::AccessDenied) << error.what();
    }
}

}  // namespace

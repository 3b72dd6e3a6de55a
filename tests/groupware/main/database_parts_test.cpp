#include "groupware/main/database_parts.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace groupware::main {
namespace {

using namespace std::chrono_literals;
using dbpool::Durability;
using dbpool::ServerStatus;

/// A cluster of server 4, the master, and replicas 5 and 6, all well.
class DatabasePartsTest : public testing::Test {
protected:
    DatabasePartsTest() {
        for (const std::int64_t id : {4, 5, 6}) {
            ServerStatus server;
            server.cluster = 3;
            server.durability = Durability::Strict;
            server.id = DatabaseId{id};
            server.available = true;
            server.member.report.emplace();
            servers_.push_back(server);
        }
        servers_[0].member.master = true;
        semiSync() = {.masterEnabled = true,
                      .masterActive = true,
                      .waitsBeforeCommit = true,
                      .waitsWithoutReplica = true,
                      .timeout = 1h,
                      .acknowledging = 2};
        for (auto* const replica : {&servers_[1], &servers_[2]}) {
            replica->member.reader = true;
            auto& threads = replica->member.report->replicas.emplace_back();
            threads.receiver = dbpool::ReceiverState::Running;
            threads.applierRunning = true;
        }
    }
    dbpool::SemiSync& semiSync() { return servers_[0].member.report->semiSync; }
    std::string line() const {
        const auto parts = clusterParts(servers_);
        EXPECT_EQ(parts.size(), 1U);
        return parts[0].name + (parts[0].fine ? " ok: " : " warning: ") + parts[0].text;
    }
    void promise(Durability durability) {
        for (auto& server : servers_) server.durability = durability;
    }
    /// As a server that does not answer any more.
    void lose(std::size_t index) {
        servers_[index].member.report.reset();
        servers_[index].member.master = servers_[index].member.reader = false;
    }

    std::vector<ServerStatus> servers_;
};

TEST_F(DatabasePartsTest, AllIsWell) {
    EXPECT_EQ(line(), "cluster 3 ok: master 4, 2 of 2 replicas, durability strict");
}

TEST_F(DatabasePartsTest, AReplicaThatIsGoneIsNamed) {
    lose(2);
    EXPECT_EQ(line(), "cluster 3 warning: master 4, 1 of 2 replicas, not 6, durability strict");
}

TEST_F(DatabasePartsTest, AReplicaThatGetsNoReadsOrNothingNewIsNotUsable) {
    servers_[1].member.reader = false;
    servers_[2].member.report->replicas[0].applierRunning = false;
    EXPECT_EQ(line(), "cluster 3 warning: master 4, 0 of 2 replicas, not 5, not 6, durability strict");
    servers_[1].member.reader = servers_[2].member.report->replicas[0].applierRunning = true;
    servers_[1].available = false;
    EXPECT_EQ(line(), "cluster 3 warning: master 4, 1 of 2 replicas, not 5, durability strict");
}

TEST_F(DatabasePartsTest, WithoutAMaster) {
    lose(0);
    EXPECT_EQ(line(), "cluster 3 warning: no master, read-only, 2 of 3 servers answer");
    servers_[0].member.master = true;  // the last answer says so, and now its breaker is open
    servers_[0].available = false;
    EXPECT_EQ(line(), "cluster 3 warning: no master, read-only, 2 of 3 servers answer");
}

TEST_F(DatabasePartsTest, AMasterThatKeepsNotWhatIsPromisedIsAWarning) {
    semiSync().acknowledging = 0;
    EXPECT_EQ(line(),
              "cluster 3 warning: master 4, 2 of 2 replicas, durability strict, really blocked: no replica "
              "acknowledges, writes wait");
    semiSync().masterActive = false;
    EXPECT_EQ(line(), "cluster 3 warning: master 4, 2 of 2 replicas, durability strict, really degraded");
    semiSync().masterEnabled = false;
    EXPECT_EQ(line(), "cluster 3 warning: master 4, 2 of 2 replicas, durability strict, really asynchronous");
    servers_.resize(1);
    EXPECT_EQ(line(), "cluster 3 ok: master 4, 0 of 0 replicas, durability strict, really asynchronous")
        << "without replicas nobody can do more";
}

TEST_F(DatabasePartsTest, WhoPromisesLittleIsTold) {
    promise(Durability::Available);
    EXPECT_EQ(line(), "cluster 3 ok: master 4, 2 of 2 replicas, durability available, really strict");
    semiSync().masterEnabled = false;
    EXPECT_EQ(line(), "cluster 3 ok: master 4, 2 of 2 replicas, durability available, really asynchronous");
}

TEST_F(DatabasePartsTest, EachClusterHasItsLine) {
    ServerStatus other = servers_[0];
    other.cluster = 9;
    other.id = DatabaseId{10};
    servers_.push_back(other);
    const auto parts = clusterParts(servers_);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0].name, "cluster 3");
    EXPECT_EQ(parts[1].name, "cluster 9");
    EXPECT_EQ(parts[1].text, "master 10, 0 of 0 replicas, durability strict");
    EXPECT_TRUE(clusterParts({}).empty());
}

TEST_F(DatabasePartsTest, TheConfigDatabasesServersAreNotNamed) {
    std::vector<dbpool::ConfigServerStatus> servers;
    for (const auto& server : servers_)
        servers.push_back({.name = "10.20.30.40:3306", .available = true, .counters = {}, .member = server.member});
    EXPECT_EQ(configPart(servers).text, "master, 2 of 2 replicas, durability strict");
    servers[1].available = false;
    EXPECT_EQ(configPart(servers).text, "master, 1 of 2 replicas, durability strict");
    EXPECT_FALSE(configPart(servers).fine);
    EXPECT_EQ(configPart(servers).name, "configdb_servers");
}

}  // namespace
}  // namespace groupware::main

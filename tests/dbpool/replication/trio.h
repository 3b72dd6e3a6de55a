#pragma once

#include "dbpool/replication/promotion.h"
#include "tests/support/data_template.h"
#include "tests/support/eventually.h"
#include "tests/support/mariadb_server.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace test {

/// Three servers "a" (master), "b" and "c" that follow it, in a cluster "main" with its state. All of them log what
/// they replicate and survive kill -9 without loss.
class TrioTest : public testing::Test {
protected:
    static constexpr std::array<const char*, 3> kNames{"a", "b", "c"};

    TrioTest() {
        for (MariaDbServer* const server : {&b_, &c_}) follow(*server, a_);
        dbpool::Connection connection(a_.administrator(), {});
        dbpool::createClusterState(connection, "main");
        a_.execute("CREATE DATABASE work");
        a_.execute("CREATE TABLE work.t (id INT PRIMARY KEY) ENGINE=InnoDB");
        for (MariaDbServer* const server : {&b_, &c_}) waitFor(*server, a_);
    }

    static void follow(const MariaDbServer& replica, const MariaDbServer& master) {
        replica.execute("SET GLOBAL rpl_semi_sync_slave_enabled = ON");
        replica.execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + std::to_string(master.port()) +
                        ", MASTER_USER='" + std::string(kReplicationUser) + "', MASTER_PASSWORD='" +
                        std::string(kReplicationPassword) + "', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1");
        replica.execute("START SLAVE");
    }
    static void waitFor(const MariaDbServer& replica, const MariaDbServer& master) {
        ASSERT_EQ(replica.value("SELECT MASTER_GTID_WAIT('" + master.value("SELECT @@gtid_binlog_pos") + "', 20)"),
                  "0");
    }
    void makeStrict() {
        a_.execute("SET GLOBAL rpl_semi_sync_master_wait_point = AFTER_SYNC");
        a_.execute("SET GLOBAL rpl_semi_sync_master_timeout = 3600000");
        a_.execute("SET GLOBAL rpl_semi_sync_master_enabled = ON");
        for (MariaDbServer* const server : {&b_, &c_}) {
            server->execute("STOP SLAVE IO_THREAD");
            server->execute("START SLAVE IO_THREAD");
        }
        ASSERT_TRUE(eventually(std::chrono::seconds(10), [this] { return report(a_).semiSync.acknowledging == 2; }));
        request_.durability = dbpool::Durability::Strict;
    }
    static dbpool::ServerReport report(const MariaDbServer& server) {
        dbpool::Connection connection(server.administrator(), {});
        return dbpool::readServerReport(connection, "main_0");
    }
    static void insert(const MariaDbServer& server, int id) {
        server.execute("INSERT INTO work.t VALUES (" + std::to_string(id) + ")");
    }
    static std::string rows(const MariaDbServer& server) { return server.value("SELECT COUNT(*) FROM work.t"); }

    dbpool::Promotion promotion() {
        auto request = request_;
        request.now = std::chrono::system_clock::now();
        return dbpool::Promotion({{"a", a_.administrator()}, {"b", b_.administrator()}, {"c", c_.administrator()}},
                                 "main_0", request, limits_,
                                 [this](const std::string& line) { lines_.push_back(line); });
    }
    dbpool::Promotion::Outcome promote(const std::string& target = "") {
        request_.target = target;
        return promotion().run();
    }
    /// What the refusal says; fails if it is done.
    std::string refusal(const std::string& target = "") {
        try {
            (void)promote(target);
        } catch (const groupware::Error& error) {
            return error.what();
        }
        ADD_FAILURE() << "promoted";
        return {};
    }
    std::string progress() const {
        std::string text;
        for (const auto& line : lines_) text += line + "\n";
        return text;
    }
    /// That `master` is the only one, in this term, and takes writes that reach the others.
    void expectMaster(const MariaDbServer& master, std::int64_t term, std::vector<const MariaDbServer*> followers) {
        const auto state = report(master);
        EXPECT_TRUE(state.claimsMaster());
        EXPECT_EQ(state.cluster.term, term);
        EXPECT_EQ(state.cluster.masterServerId, state.serverId);
        EXPECT_TRUE(state.replicas.empty());
        insert(master, static_cast<int>(100'000'000 + term));
        for (const auto* const follower : followers) {
            waitFor(*follower, master);
            EXPECT_EQ(rows(*follower), rows(master));
            EXPECT_TRUE(report(*follower).readOnly);
            EXPECT_EQ(report(*follower).cluster.term, term);
        }
    }

    MariaDbServer a_{arguments(1)};
    MariaDbServer b_{arguments(2)};
    MariaDbServer c_{arguments(3)};
    dbpool::PromotionRequest request_ = firstRequest();
    dbpool::PromotionLimits limits_ = shortLease();
    std::vector<std::string> lines_;

private:
    static std::vector<std::string> arguments(int id) {
        // What is committed survives kill -9 of the process.
        std::vector<std::string> words{"--server-id=" + std::to_string(id), "--innodb-flush-log-at-trx-commit=2"};
        if (id > 1) words.emplace_back("--read-only=ON");
        return words;
    }
    static dbpool::PromotionLimits shortLease() {
        dbpool::PromotionLimits limits;
        limits.lease = std::chrono::seconds(1);
        return limits;
    }
    static dbpool::PromotionRequest firstRequest() {
        dbpool::PromotionRequest request;
        request.registeredMaster = "a";
        request.replicationUser = kReplicationUser;
        request.replicationPassword = kReplicationPassword;
        return request;
    }
};

}  // namespace test

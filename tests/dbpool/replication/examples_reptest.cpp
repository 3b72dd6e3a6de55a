// The settings in etc/mariadb, on servers that are started with them.
#include "groupware/base/error.h"
#include "tests/dbpool/replication/trio.h"
#include "tests/support/example_settings.h"
#include "tests/support/replication.h"

#include <thread>

namespace {

using namespace std::chrono_literals;

std::vector<std::string> serverWith(int id, const std::vector<std::string>& files) {
    auto options = test::exampleSettings(files);
    options.push_back("--server-id=" + std::to_string(id));
    return options;
}

class ExampleSettings : public testing::Test {
protected:
    void build(const std::string& durability) {
        a_ = std::make_unique<test::MariaDbServer>(serverWith(1, {"master.cnf", durability}));
        b_ = std::make_unique<test::MariaDbServer>(serverWith(2, {"replica.cnf", durability}));
        test::follow(*b_, *a_);
        dbpool::Connection connection(a_->administrator(), {});
        dbpool::createClusterState(connection, "main");
        a_->execute("CREATE DATABASE work");
        a_->execute("CREATE TABLE work.t (id INT PRIMARY KEY) ENGINE=InnoDB");
        test::waitForReplica(*b_, *a_);
    }
    dbpool::Promotion promotion(const std::string& target, dbpool::Durability durability) {
        dbpool::PromotionRequest request;
        request.target = target;
        request.registeredMaster = "a";
        request.durability = durability;
        request.now = std::chrono::system_clock::now();
        request.replicationUser = test::kReplicationUser;
        request.replicationPassword = test::kReplicationPassword;
        dbpool::PromotionLimits limits;
        limits.lease = 100ms;
        return dbpool::Promotion({{"a", a_->administrator()}, {"b", b_->administrator()}}, "main_0", request, limits,
                                 [](const std::string&) {});
    }
    std::string durabilityOfA() {
        dbpool::Connection connection(a_->administrator(), {});
        return std::string(dbpool::actualDurability(dbpool::readServerReport(connection, "main_0").semiSync));
    }

    std::unique_ptr<test::MariaDbServer> a_;
    std::unique_ptr<test::MariaDbServer> b_;
};

TEST_F(ExampleSettings, AStrictServerStartsClosedAndIsOpenedByPromotion) {
    build("strict.cnf");
    EXPECT_EQ(a_->value("SELECT @@read_only"), "1");
    EXPECT_EQ(promotion("a", dbpool::Durability::Strict).run().master, "a");
    EXPECT_EQ(a_->value("SELECT @@read_only"), "0");
    EXPECT_EQ(durabilityOfA(), "strict");
}

TEST_F(ExampleSettings, AStrictMasterThatCrashedForgetsWhatNoReplicaReceivedAndRejoins) {
    build("strict.cnf");
    (void)promotion("a", dbpool::Durability::Strict).run();
    a_->execute("INSERT INTO work.t VALUES (1)");
    b_->execute("STOP SLAVE IO_THREAD");
    std::jthread writer([&] {
        EXPECT_ANY_THROW(a_->execute("INSERT INTO work.t VALUES (2)"));  // nobody receives it: it is never answered
    });
    const auto received = b_->value("SELECT @@gtid_slave_pos");
    ASSERT_TRUE(test::eventually(10s, [&] { return a_->value("SELECT @@gtid_binlog_pos") != received; }));
    EXPECT_EQ(a_->value("SELECT COUNT(*) FROM work.t"), "1");  // and nobody sees it
    a_->kill();
    writer.join();

    EXPECT_EQ(promotion("b", dbpool::Durability::Strict).run().master, "b");
    a_->restart();
    // It may have forgotten 1 as well, whose commit was in the binary log but not yet in InnoDB's: b has it.
    EXPECT_EQ(a_->value("SELECT COUNT(*) FROM work.t WHERE id = 2"), "0");
    EXPECT_EQ(a_->value("SELECT @@read_only"), "1");
    EXPECT_EQ(promotion("", dbpool::Durability::Strict).rejoin("a").master, "b");
    b_->execute("INSERT INTO work.t VALUES (3)");  // acknowledged by a
    EXPECT_EQ(a_->value("SELECT MASTER_GTID_WAIT('" + b_->value("SELECT @@gtid_binlog_pos") + "', 20)"), "0");
    EXPECT_EQ(a_->value("SELECT GROUP_CONCAT(id) FROM work.t"), "1,3");
}

TEST_F(ExampleSettings, AnAvailableMasterGoesOnWithoutReplicas) {
    build("available.cnf");
    EXPECT_EQ(promotion("a", dbpool::Durability::Available).run().master, "a");
    EXPECT_EQ(durabilityOfA(), "available");
    b_->kill();
    a_->execute("INSERT INTO work.t VALUES (1)");  // after a second
    EXPECT_EQ(durabilityOfA(), "degraded");
}

}  // namespace

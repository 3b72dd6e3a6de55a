#include "dbpool/driver/connection.h"
#include "tests/admin/support/promotion_tool.h"
#include "tests/support/eventually.h"
#include "tests/support/free_port.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using namespace std::chrono_literals;
using test::eventually;
using test::MariaDbServer;
using test::PromotionTool;

/// Longer than three looks, the lease of the nodes and a promotion take.
constexpr auto kLongEnough = 10s;

class AutoPromotion : public PromotionTool {
protected:
    /// Semi-synchronous as registered, and a daemon that promotes by itself.
    void startPromoting() {
        ASSERT_EQ(tool({"promotedatabase", "-n", "a", "--to", "a"}).status, 0);
        std::ofstream(configDirectory() / "admin.properties", std::ios::app)
            << "admin.autoPromote=true\nadmin.autoPromoteInterval=200ms\nadmin.autoPromoteRetry=1s\n";
        startDaemon();
    }
    static bool isMaster(const MariaDbServer& server) {
        try {
            return server.value("SELECT @@read_only") == "0";
        } catch (const std::exception&) {
            return false;  // it is down
        }
    }
    bool promoted() { return isMaster(b_) || isMaster(c_); }
    MariaDbServer& newMaster() { return isMaster(b_) ? b_ : c_; }
    static std::string term(const MariaDbServer& server) { return server.value("SELECT term FROM a_0.cluster_state"); }
    [[nodiscard]] std::string log(const std::string& file = "daemon.log") const {
        std::ifstream in(directory() / file);
        std::ostringstream text;
        text << in.rdbuf();
        return text.str();
    }
    bool says(const std::string& text) const { return has(log(), text); }
};

TEST_F(AutoPromotion, ALostMasterIsReplacedByAReplicaThatReceivedEverything) {
    startPromoting();
    a_.execute("CREATE TABLE a_0.work (id INT PRIMARY KEY) ENGINE=InnoDB");
    for (int id = 1; id <= 20; ++id) a_.execute("INSERT INTO a_0.work VALUES (" + std::to_string(id) + ")");
    a_.kill();
    const auto killed = std::chrono::steady_clock::now();
    ASSERT_TRUE(eventually(30s, [&] { return promoted(); })) << log();
    RecordProperty("milliseconds", std::to_string((std::chrono::steady_clock::now() - killed) / 1ms));
    EXPECT_EQ(newMaster().value("SELECT COUNT(*) FROM a_0.work"), "20");
    EXPECT_EQ(term(newMaster()), "2");
    EXPECT_TRUE(eventually(20s, [&] { return registeredMaster() == (isMaster(b_) ? "b" : "c"); })) << log();
    EXPECT_TRUE(eventually(20s, [&] { return says("state=well"); })) << log();
    // Once for each change, however often it looks.
    EXPECT_EQ(log().find("state=lost"), log().rfind("state=lost")) << log();

    a_.restart();
    EXPECT_EQ(tool({"promotedatabase", "--rejoin", "a"}).status, 0);
    EXPECT_EQ(term(newMaster()), "2");
}

TEST_F(AutoPromotion, ItIsOffUnlessAskedFor) {
    ASSERT_EQ(tool({"promotedatabase", "-n", "a", "--to", "a"}).status, 0);
    a_.kill();
    EXPECT_FALSE(eventually(kLongEnough, [&] { return promoted(); }));
    EXPECT_FALSE(says("autopromotion"));
}

TEST_F(AutoPromotion, AMasterThatTheReplicasHearIsLeftAlone) {
    startPromoting();
    {
        // It refuses the daemon alone, as behind a broken link.
        dbpool::Connection connection(a_.administrator(), {});
        connection.command("SET SESSION sql_log_bin = 0");
        connection.command("ALTER USER 'openexchange'@'%' ACCOUNT LOCK");
    }
    ASSERT_TRUE(eventually(20s, [&] { return says("may still hear from it"); })) << log();
    EXPECT_FALSE(eventually(kLongEnough, [&] { return promoted(); })) << log();
    // A real outage is seen after that as well.
    a_.kill();
    EXPECT_TRUE(eventually(30s, [&] { return promoted(); })) << log();
}

TEST_F(AutoPromotion, AMasterThatHangsIsReplaced) {
    startPromoting();
    a_.suspend();
    EXPECT_TRUE(eventually(60s, [&] { return promoted(); })) << log();
    a_.resume();
    EXPECT_EQ(term(newMaster()), "2");
}

TEST_F(AutoPromotion, AReadOnlyMasterIsForAPerson) {
    startPromoting();
    a_.execute("SET GLOBAL read_only = ON");
    ASSERT_TRUE(eventually(20s, [&] { return says("state=unclear"); })) << log();
    EXPECT_FALSE(eventually(kLongEnough, [&] { return promoted(); })) << log();
    EXPECT_TRUE(says("a is named the master and answers, but takes no writes")) << log();
}

TEST_F(AutoPromotion, OfTwoDaemonsOnePromotes) {
    startPromoting();
    const auto other = directory() / "etc2";
    std::filesystem::copy(configDirectory(), other, std::filesystem::copy_options::recursive);
    std::ofstream(other / "admin.properties") << "admin.port=" << test::freePort()
                                              << "\nadmin.autoPromote=true\nadmin.autoPromoteInterval=200ms\n"
                                                 "admin.autoPromoteRetry=1s\n";
    const auto program = std::filesystem::canonical("/proc/self/exe").parent_path() / "yoke-admin";
    test::ChildProcess second({program.string(), "--config-dir", other.string()}, directory() / "second.log");
    ASSERT_TRUE(eventually(20s, [&] { return has(log("second.log"), "admin.started"); })) << log("second.log");
    a_.kill();
    ASSERT_TRUE(eventually(30s, [&] { return promoted(); })) << log();
    // Both know by now, and neither does it again.
    for (const std::string file : {"daemon.log", "second.log"}) {
        EXPECT_TRUE(eventually(30s, [&] { return has(log(file), "state=well"); })) << log(file);
    }
    EXPECT_EQ(term(newMaster()), "2") << log() << log("second.log");
    EXPECT_NE(has(log(), "term 2 names"), has(log("second.log"), "term 2 names")) << log() << log("second.log");
    second.signal(SIGTERM);
    EXPECT_EQ(second.wait(), 0);
}

TEST_F(AutoPromotion, ASecondOutageWithinAMinuteIsForAPersonEvenAfterARestart) {
    startPromoting();
    a_.kill();
    ASSERT_TRUE(eventually(30s, [&] { return promoted(); })) << log();
    a_.restart();
    ASSERT_EQ(tool({"promotedatabase", "--rejoin", "a"}).status, 0);
    auto& second = newMaster();
    auto& third = isMaster(b_) ? c_ : b_;
    const auto position = second.value("SELECT @@gtid_binlog_pos");
    for (const auto* const replica : {&a_, &third}) {
        ASSERT_EQ(replica->value("SELECT MASTER_GTID_WAIT('" + position + "', 20)"), "0");
    }
    startDaemon();
    second.kill();
    ASSERT_TRUE(eventually(20s, [&] { return says("state=refused"); })) << log();
    EXPECT_TRUE(says("the last promotion was less than 60 seconds ago")) << log();
    EXPECT_FALSE(isMaster(a_) || isMaster(third));
    // As if it had been two minutes ago.
    for (const auto* const server : {&a_, &third}) {
        dbpool::Connection connection(server->administrator(), {});
        connection.command("SET SESSION sql_log_bin = 0");
        connection.command("UPDATE a_0.cluster_state SET promoted_ms = promoted_ms - 120000");
    }
    EXPECT_TRUE(eventually(30s, [&] { return isMaster(a_) || isMaster(third); })) << log();
}

TEST_F(AutoPromotion, AccountsThatMayNotPromoteAreToldAtTheStart) {
    a_.execute("REVOKE ALL PRIVILEGES ON *.* FROM 'openexchange'@'%'");
    a_.execute("GRANT ALL PRIVILEGES ON `%`.* TO 'openexchange'@'%'");
    a_.execute("GRANT SLAVE MONITOR ON *.* TO 'openexchange'@'%'");
    waitForReplicas();
    std::ofstream(configDirectory() / "admin.properties", std::ios::app)
        << "admin.autoPromote=true\nadmin.autoPromoteInterval=200ms\nadmin.autoPromoteRetry=1s\n";
    startDaemon();
    ASSERT_TRUE(eventually(20s, [&] { return says("the account openexchange may not promote: it lacks"); })) << log();
    a_.kill();
    ASSERT_TRUE(eventually(30s, [&] { return says("state=failed"); })) << log();
    EXPECT_TRUE(says("the accounts of these servers may not promote")) << log();
    EXPECT_FALSE(promoted());
}

}  // namespace

#include "tests/admin/support/admin_test.h"
#include "tests/support/data_template.h"
#include "tests/support/eventually.h"
#include "tests/support/mariadb_server.h"

#include <chrono>
#include <fstream>

namespace {

using namespace std::chrono_literals;
using test::AdminTest;
using test::eventually;
using test::MariaDbServer;
using test::ToolResult;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The config DB on three servers of its own. The files name the first of them twice, by different addresses.
class ConfigPromotion : public AdminTest {
protected:
    ConfigPromotion() {
        a_.execute("CREATE USER 'openexchange'@'%' IDENTIFIED BY 'secret'");
        a_.execute("GRANT ALL PRIVILEGES ON *.* TO 'openexchange'@'%'");
        for (MariaDbServer* const replica : {&b_, &c_}) {
            replica->execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + std::to_string(a_.port()) +
                             ", MASTER_USER='" + std::string(test::kReplicationUser) + "', MASTER_PASSWORD='" +
                             std::string(test::kReplicationPassword) +
                             "', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1, MASTER_HEARTBEAT_PERIOD=1");
            replica->execute("START SLAVE");
        }
        expectLine(
            {"initconfigdb", "--configdb-user=openexchange", "--configdb-pass=secret", "--configdb-host=" + nameOf(a_)},
            "initializing configdb from scratch... done");
        const auto installed =
            run({"oxinstaller", "--servername=oxserver",
                 "--configdb-readhost=127.1:" + std::to_string(a_.port()) + "," + nameOf(c_),
                 "--configdb-writehost=" + nameOf(a_) + "," + nameOf(b_), "--configdb-user=openexchange",
                 "--master-pass=secret", "--configdb-pass=secret", "--jkroute=OX-1"});
        EXPECT_EQ(installed.status, 0) << installed.err;
        std::ofstream(configDirectory() / "admin.properties") << "admin.port=" << adminPort() << "\n";
        std::ofstream(configDirectory() / "configdb.properties", std::ios::app) << "configdb.durability=strict\n";
        waitFor(a_, {&b_, &c_});
        startDaemon();
    }

    static std::string nameOf(const MariaDbServer& server) { return "127.0.0.1:" + std::to_string(server.port()); }
    static void waitFor(const MariaDbServer& master, const std::vector<const MariaDbServer*>& replicas) {
        const auto position = master.value("SELECT @@gtid_binlog_pos");
        for (const auto* const replica : replicas) {
            ASSERT_EQ(replica->value("SELECT MASTER_GTID_WAIT('" + position + "', 20)"), "0");
        }
    }
    ToolResult tool(std::vector<std::string> command) const {
        command.insert(command.end(), {"-A", "oxadminmaster", "-P", "secret"});
        return run(command);
    }
    /// A change of the config DB; it waits for a master as long as one may.
    void expectWritable(const std::string& name) {
        EXPECT_TRUE(eventually(20s, [&] { return tool({"registerserver", "-n", name}).status == 0; })) << name;
        EXPECT_TRUE(has(tool({"listserver"}).out, name));
    }

    MariaDbServer a_{{"--server-id=1", "--innodb-flush-log-at-trx-commit=2"}};
    MariaDbServer b_{{"--server-id=2", "--innodb-flush-log-at-trx-commit=2", "--read-only=ON"}};
    MariaDbServer c_{{"--server-id=3", "--innodb-flush-log-at-trx-commit=2", "--read-only=ON"}};
};

TEST_F(ConfigPromotion, TheConfigDbIsPromotedAndTheDaemonGoesOn) {
    const auto set = tool({"promotedatabase", "--configdb", "--to", nameOf(a_)});
    EXPECT_EQ(set.status, 0) << set.err;
    EXPECT_EQ(a_.value("SELECT @@rpl_semi_sync_master_timeout"), "3600000");  // strict, as the file says
    const auto check = tool({"checkreplication", "-n", "configdb"});
    EXPECT_TRUE(has(check.out, "configdb: master " + nameOf(a_) + ", 2 replicas")) << check.out;
    expectWritable("first");

    const auto switched = tool({"promotedatabase", "--configdb", "--to", nameOf(b_)});
    EXPECT_EQ(switched.status, 0) << switched.err;
    EXPECT_EQ(switched.err, "");
    EXPECT_TRUE(switched.out.ends_with("database " + nameOf(b_) + " is the master\n")) << switched.out;
    expectWritable("second");
    EXPECT_EQ(b_.value("SELECT term FROM configdb.cluster_state"), "2");
    // The files still name the first one as the master. A daemon that starts finds the present one.
    startDaemon();
    expectWritable("third");

    waitFor(b_, {&a_, &c_});
    b_.kill();
    const auto taken = tool({"promotedatabase", "--configdb"});
    EXPECT_EQ(taken.status, 0) << taken.err;
    EXPECT_EQ(taken.err, "Warning: " + nameOf(b_) + " does not answer and must rejoin: promotedatabase --rejoin " +
                             nameOf(b_) + "\n");
    expectWritable("fourth");
    b_.restart();
    const auto rejoined = tool({"promotedatabase", "--configdb", "--rejoin", nameOf(b_)});
    EXPECT_EQ(rejoined.status, 0) << rejoined.err;
    EXPECT_TRUE(eventually(20s, [&] {
        return tool({"checkreplication", "-n", "configdb"}).status == 0;
    })) << tool({"checkreplication", "-n", "configdb"}).out;
}

TEST_F(ConfigPromotion, AMasterOfTwoAddressesIsOneServerThatIsMissing) {
    ASSERT_EQ(tool({"promotedatabase", "--configdb", "--to", nameOf(a_)}).status, 0);
    expectWritable("first");
    waitFor(a_, {&b_, &c_});
    a_.kill();
    const auto taken = tool({"promotedatabase", "--configdb"});
    EXPECT_EQ(taken.status, 0) << taken.err;
    EXPECT_EQ(taken.err, "Warning: " + nameOf(a_) + " does not answer and must rejoin: promotedatabase --rejoin " +
                             nameOf(a_) + "\n");
    expectWritable("second");
}

TEST_F(ConfigPromotion, ItIsPromotedAutomaticallyToo) {
    ASSERT_EQ(tool({"promotedatabase", "--configdb", "--to", nameOf(a_)}).status, 0);
    std::ofstream(configDirectory() / "admin.properties", std::ios::app)
        << "admin.autoPromote=true\nadmin.autoPromoteInterval=200ms\n";
    startDaemon();
    expectWritable("first");
    waitFor(a_, {&b_, &c_});
    a_.kill();
    expectWritable("second");
    EXPECT_TRUE(b_.value("SELECT @@read_only") == "0" || c_.value("SELECT @@read_only") == "0");
}

}  // namespace

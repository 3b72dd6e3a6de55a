#include "tests/admin/support/promotion_tool.h"
#include "tests/support/data_template.h"
#include "tests/support/eventually.h"

#include <chrono>
#include <fstream>
#include <utility>

namespace {

using namespace std::chrono_literals;
using test::PromotionTool;

TEST_F(PromotionTool, SwitchesOverChecksTakesOverAndRejoins) {
    // As registered: the servers are not set up as strictly as the database shall be.
    const auto first = tool({"checkreplication"});
    EXPECT_EQ(first.status, 2) << first.out;
    EXPECT_EQ(first.out.substr(0, first.out.find(" |")),
              "REPLICATION CRITICAL - a: a: durability is asynchronous instead of strict, a crash may lose commits");
    // The present master is told again who it is: its servers are set up as the database says.
    const auto set = tool({"promotedatabase", "-n", "a", "--to", "a"});
    EXPECT_EQ(set.status, 0) << set.err;
    EXPECT_EQ(a_.value("SELECT @@rpl_semi_sync_master_timeout"), "3600000");
    EXPECT_EQ(a_.value("SELECT term FROM a_0.cluster_state"), "1");
    const auto well = tool({"checkreplication", "-n", "a", "--warning", "7"});
    EXPECT_EQ(well.out,
              "REPLICATION OK - a: master a, 2 replicas | 'b_lag'=0s;7;30;0 'b_transactions'=0;;;0 'c_lag'=0s;7;30;0 "
              "'c_transactions'=0;;;0\n");
    EXPECT_EQ(well.status, 0);

    const auto dry = tool({"promotedatabase", "-n", "a", "--to", "b", "--dry-run"});
    EXPECT_EQ(dry.status, 0) << dry.err;
    EXPECT_TRUE(has(dry.out, "SET GLOBAL read_only = OFF;\n-- nothing was done; b would be the master\n")) << dry.out;
    EXPECT_EQ(registeredMaster(), "a");

    const auto switched = tool({"promotedatabase", "-n", "c", "--to", "b"});
    EXPECT_EQ(switched.status, 0) << switched.err;
    EXPECT_TRUE(switched.out.ends_with("b is registered as the master\ndatabase b is the master\n")) << switched.out;
    EXPECT_EQ(switched.err, "");
    EXPECT_EQ(registeredMaster(), "b");
    EXPECT_EQ(b_.value("SELECT @@read_only"), "0");
    EXPECT_EQ(a_.value("SELECT @@read_only"), "1");
    EXPECT_EQ(tool({"checkreplication", "-n", "b"}).status, 0) << tool({"checkreplication", "-n", "b"}).out;

    b_.kill();
    const auto down = tool({"checkreplication"});
    EXPECT_EQ(down.status, 2) << down.out;
    EXPECT_TRUE(has(down.out, "no master")) << down.out;
    const auto taken = tool({"promotedatabase", "-n", "b", "--old-master-is-dead"});
    EXPECT_EQ(taken.status, 0) << taken.err;
    EXPECT_EQ(taken.err, "Warning: b does not answer and must rejoin: promotedatabase --rejoin b\n");
    const auto master = registeredMaster();
    EXPECT_NE(master, "b");
    EXPECT_EQ((master == "a" ? a_ : c_).value("SELECT term FROM a_0.cluster_state"), "3");

    b_.restart();
    const auto rejoined = tool({"promotedatabase", "--rejoin", "b"});
    EXPECT_EQ(rejoined.status, 0) << rejoined.err;
    EXPECT_TRUE(rejoined.out.ends_with("database b follows " + master + "\n")) << rejoined.out;
    EXPECT_TRUE(test::eventually(20s, [&] { return tool({"checkreplication"}).status == 0; }))
        << tool({"checkreplication"}).out;
}

TEST_F(PromotionTool, RefusalsSayWhatToDo) {
    EXPECT_EQ(tool({"promotedatabase", "-n", "nobody"}).status, 103);
    const auto unknown = tool({"promotedatabase", "-n", "a", "--to", "d"});
    EXPECT_EQ(unknown.err,
              "database a could not be promoted: Server response: No such server d in this database cluster\n");
    b_.execute("STOP SLAVE SQL_THREAD");
    const auto stopped = tool({"promotedatabase", "-n", "a", "--to", "b"});
    EXPECT_NE(stopped.status, 0);
    EXPECT_TRUE(has(stopped.err, "START SLAVE SQL_THREAD")) << stopped.err;
    const auto check = tool({"checkreplication", "-n", "a"});
    EXPECT_EQ(check.status, 2);
    EXPECT_TRUE(has(check.out, "b: SQL thread does not run")) << check.out;
    stopDaemon();
    const auto away = tool({"checkreplication"});
    EXPECT_EQ(away.status, 3);
    EXPECT_TRUE(away.out.starts_with("REPLICATION UNKNOWN - ")) << away.out;
}

TEST_F(PromotionTool, TheDurabilityIsTheClusters) {
    EXPECT_TRUE(has(tool({"listdatabase", "--json"}).out, "\"durability\": \"strict\""));
    const auto changed = tool({"changedatabase", "-n", "a", "--durability", "available"});
    EXPECT_EQ(changed.status, 0) << changed.err;
    EXPECT_EQ(changed.err, "");
    EXPECT_EQ(configValue("SELECT durability FROM `@`.db_cluster"), "available");
    EXPECT_EQ(a_.value("SELECT @@rpl_semi_sync_master_timeout"), "1000");  // set up so at once
    EXPECT_EQ(tool({"changedatabase", "-n", "a", "--durability", "none"}).status, 103);
    const auto replica = tool({"changedatabase", "-n", "b", "--durability", "strict"});
    EXPECT_EQ(replica.err, "database b could not be changed: Server response: The durability is set at the master\n");
    const auto csv = tool({"listdatabase", "--csv", "-s", "a"});
    EXPECT_TRUE(has(csv.out, ",\"available\",\"available\",")) << csv.out;
    EXPECT_EQ(tool({"changedatabase", "-n", "a", "--durability", "strict"}).status, 0);
    EXPECT_EQ(a_.value("SELECT @@rpl_semi_sync_master_timeout"), "3600000");
    b_.kill();
    c_.kill();
    EXPECT_EQ(tool({"changedatabase", "-n", "a", "--durability", "available"}).status, 0);
    a_.kill();
    const auto down = tool({"changedatabase", "-n", "a", "--durability", "strict"});
    EXPECT_EQ(down.status, 0) << down.err;
    EXPECT_TRUE(has(down.err, "(there is no master): promotedatabase --name a --to")) << down.err;
}

TEST_F(PromotionTool, WithoutTheRightsTheSqlIsPrinted) {
    a_.execute("REVOKE ALL PRIVILEGES ON *.* FROM 'openexchange'@'%'");
    a_.execute("GRANT ALL PRIVILEGES ON `%`.* TO 'openexchange'@'%'");
    a_.execute("GRANT SLAVE MONITOR ON *.* TO 'openexchange'@'%'");
    waitForReplicas();
    const auto result = tool({"promotedatabase", "-n", "a", "--to", "b"});
    EXPECT_EQ(result.status, 1);
    EXPECT_TRUE(has(result.out, "CHANGE MASTER TO MASTER_HOST = '127.0.0.1'")) << result.out;
    EXPECT_TRUE(has(result.err, "run this by hand")) << result.err;
    EXPECT_EQ(a_.value("SELECT @@read_only"), "0");
}

/// The statements about the operator in etc/mariadb/grants.sql, for the database "a" and any address.
std::vector<std::string> operatorGrants() {
    std::ifstream file(std::string(YOKE_SOURCE_DIR) + "/etc/mariadb/grants.sql");
    std::vector<std::string> statements;
    std::string statement;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("--") || line.empty()) continue;
        statement += line + " ";
        if (!line.ends_with(';')) continue;
        statement.resize(statement.size() - 2);
        for (const auto& [from, to] : {std::pair<std::string, std::string>{"10.20.30.213", "%"}, {"oxdatabase", "a"}}) {
            if (const auto at = statement.find(from); at != std::string::npos) statement.replace(at, from.size(), to);
        }
        if (statement.find("'operator'") != std::string::npos) statements.push_back(statement);
        statement.clear();
    }
    return statements;
}

TEST_F(PromotionTool, TheOperatorOfTheExampleGrantsMayPromote) {
    const auto grants = operatorGrants();
    ASSERT_EQ(grants.size(), 4U);
    for (const auto& grant : grants) a_.execute(grant);
    a_.execute("REVOKE ALL PRIVILEGES ON *.* FROM 'openexchange'@'%'");
    a_.execute("GRANT ALL PRIVILEGES ON `%`.* TO 'openexchange'@'%'");
    a_.execute("GRANT SLAVE MONITOR ON *.* TO 'openexchange'@'%'");
    waitForReplicas();
    for (const auto* const server : {"a", "b", "c"}) {
        const auto changed = tool(
            {"changedatabase", "-n", server, "--operator-user", "operator", "--operator-passwd", "operator-secret"});
        EXPECT_EQ(changed.status, 0) << changed.err;
        EXPECT_EQ(changed.err, "");
    }
    const auto refused = tool({"promotedatabase", "-n", "a", "--to", "b"});
    EXPECT_TRUE(has(refused.err, "the account operator lacks REPLICATION SLAVE")) << refused.err;
    EXPECT_EQ(a_.value("SELECT @@read_only"), "0");

    const std::vector<std::string> account{"--replication-user", std::string(test::kReplicationUser),
                                           "--replication-passwd", std::string(test::kReplicationPassword)};
    const auto promote = [&](std::vector<std::string> options) {
        options.insert(options.begin(), "promotedatabase");
        options.insert(options.end(), account.begin(), account.end());
        return tool(options);
    };
    const auto switched = promote({"-n", "a", "--to", "b"});
    EXPECT_EQ(switched.status, 0) << switched.err;
    EXPECT_EQ(switched.err, "");
    const auto check = tool({"checkreplication", "-n", "a"});
    EXPECT_EQ(check.status, 0) << check.out;

    b_.kill();
    EXPECT_EQ(promote({"-n", "a", "--to", "a", "--old-master-is-dead"}).status, 0);
    b_.restart();
    const auto rejoined = promote({"--rejoin", "b"});
    EXPECT_EQ(rejoined.status, 0) << rejoined.err;
}

}  // namespace

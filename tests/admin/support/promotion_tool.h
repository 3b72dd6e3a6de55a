#pragma once

#include "tests/admin/support/admin_test.h"
#include "tests/support/data_template.h"
#include "tests/support/mariadb_server.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace test {

/// A database of three servers "a", "b" and "c" of its own; the config DB is elsewhere.
class PromotionTool : public AdminTest {
protected:
    PromotionTool() {
        a_.execute("CREATE USER 'openexchange'@'%' IDENTIFIED BY 'secret'");
        a_.execute("GRANT ALL PRIVILEGES ON *.* TO 'openexchange'@'%'");
        for (MariaDbServer* const replica : {&b_, &c_}) {
            replica->execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + std::to_string(a_.port()) +
                             ", MASTER_USER='" + std::string(test::kReplicationUser) + "', MASTER_PASSWORD='" +
                             std::string(test::kReplicationPassword) +
                             "', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1,"
                             " MASTER_HEARTBEAT_PERIOD=1");
            replica->execute("START SLAVE");
        }
        waitForReplicas();
        installNode();
        startDaemon();
        registerServer("a", a_, {"--master", "true", "--durability", "strict"});
        registerServer("b", b_, {"--master", "false", "--masterid", "2"});
        registerServer("c", c_, {"--master", "false", "--masterid", "2"});
        waitForReplicas();
    }

    static std::string hostOf(const MariaDbServer& server) { return "127.0.0.1:" + std::to_string(server.port()); }
    void registerServer(const std::string& name, const MariaDbServer& server, std::vector<std::string> more) {
        more.insert(more.begin(), {"registerdatabase", "--name", name, "--hostname", hostOf(server), "--dbuser",
                                   "openexchange", "--dbpasswd", "secret"});
        EXPECT_EQ(tool(more).status, 0) << tool(more).err;
    }
    void waitForReplicas() {
        const auto position = a_.value("SELECT @@gtid_binlog_pos");
        for (const MariaDbServer* const replica : {&b_, &c_}) {
            ASSERT_EQ(replica->value("SELECT MASTER_GTID_WAIT('" + position + "', 20)"), "0");
        }
    }
    ToolResult tool(std::vector<std::string> command) const {
        command.insert(command.end(), {"-A", "oxadminmaster", "-P", "secret"});
        return run(command);
    }
    std::string registeredMaster() const {
        return configValue(
            "SELECT p.name FROM `@`.db_cluster c JOIN `@`.db_pool p ON p.db_pool_id = c.write_db_pool_id");
    }
    static bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

    MariaDbServer a_{{"--server-id=1", "--innodb-flush-log-at-trx-commit=2"}};
    MariaDbServer b_{{"--server-id=2", "--innodb-flush-log-at-trx-commit=2", "--read-only=ON"}};
    MariaDbServer c_{{"--server-id=3", "--innodb-flush-log-at-trx-commit=2", "--read-only=ON"}};
};

}  // namespace test

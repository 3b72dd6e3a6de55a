#include "tests/admin/support/admin_test.h"

#include <algorithm>
#include <string>
#include <vector>

namespace {

/// The accounts of a registered database: what they may do is looked at, their passwords are never shown.
class DatabaseAccounts : public test::AdminTest {
protected:
    DatabaseAccounts() {
        installNode();
        startDaemon();
    }

    /// An account on both servers with the rights of a node and `more`.
    void createAccount(const std::string& user, const std::string& more = "") const {
        const std::string account = "'" + user + "'@'%'";
        const auto& master = servers().master();
        master.execute("CREATE OR REPLACE USER " + account + " IDENTIFIED BY 'secret'");
        master.execute("GRANT ALL PRIVILEGES ON `" + name() + "db\\_%`.* TO " + account);
        if (!more.empty()) master.execute("GRANT " + more + " ON *.* TO " + account);
    }
    [[nodiscard]] test::ToolResult registerMaster(const std::string& user, std::vector<std::string> more = {}) const {
        std::vector<std::string> command{
            "registerdatabase", "-A",         "oxadminmaster", "-P",       "secret", "--name",
            name() + "db",      "--hostname", masterHost(),    "--dbuser", user,     "--dbpasswd",
            "secret",           "--master",   "true"};
        command.insert(command.end(), more.begin(), more.end());
        return run(command);
    }
    [[nodiscard]] test::ToolResult change(std::vector<std::string> more) const {
        std::vector<std::string> command{"changedatabase", "-n", name() + "db", "-A", "oxadminmaster", "-P", "secret"};
        command.insert(command.end(), more.begin(), more.end());
        return run(command);
    }
    static long lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }
};

TEST_F(DatabaseAccounts, TheGuidesAccountGivesOneWarning) {
    const auto done = registerMaster("openexchange");
    EXPECT_EQ(done.status, 0);
    EXPECT_EQ(lines(done.err), 1) << done.err;
    EXPECT_NE(done.err.find("may write to replicas"), std::string::npos) << done.err;
}

TEST_F(DatabaseAccounts, StrictGrantsRefusesWhatWritesThroughReadOnly) {
    for (const char* const right : {"ALL PRIVILEGES", "SUPER", "READ_ONLY ADMIN"}) {
        createAccount("dangerous", right);
        const auto refused = registerMaster("dangerous", {"--strict-grants"});
        EXPECT_EQ(refused.status, 103) << right << refused.err;
        EXPECT_NE(refused.err.find("may write to replicas"), std::string::npos) << right << refused.err;
        servers().master().execute("DROP USER 'dangerous'@'%'");
    }
    createAccount("plain", "SLAVE MONITOR");
    const auto done = registerMaster("plain", {"--strict-grants"});
    EXPECT_EQ(done.status, 0) << done.err;
    EXPECT_EQ(done.err, "");
    createAccount("dangerous", "READ_ONLY ADMIN");
    EXPECT_EQ(change({"--migration-user", "dangerous", "--migration-passwd", "secret", "--strict-grants"}).status, 103);
}

TEST_F(DatabaseAccounts, AreTriedBeforeTheyAreStored) {
    createAccount("plain");
    EXPECT_EQ(registerMaster("plain").status, 0);
    const auto refused = change({"--operator-user", "nobody", "--operator-passwd", "secret"});
    EXPECT_NE(refused.status, 0);
    EXPECT_NE(refused.err.find("Access denied"), std::string::npos) << refused.err;
    EXPECT_EQ(configValue("SELECT operator_login FROM `@`.db_pool"), "");

    createAccount("weak", "PROCESS, CONNECTION ADMIN, REPLICATION SLAVE ADMIN, SLAVE MONITOR");
    const auto warned = change({"--operator-user", "weak", "--operator-passwd", "secret"});
    EXPECT_EQ(warned.status, 0) << warned.err;
    EXPECT_NE(warned.err.find("lacks READ_ONLY ADMIN, REPLICATION MASTER ADMIN"), std::string::npos) << warned.err;
    EXPECT_EQ(configValue("SELECT operator_login FROM `@`.db_pool"), "weak");
}

TEST_F(DatabaseAccounts, HaveAPasswordAndCanBeTakenAway) {
    createAccount("plain");
    EXPECT_EQ(registerMaster("plain").status, 0);
    EXPECT_EQ(change({"--migration-user", "plain"}).status, 103) << "without a password";
    EXPECT_EQ(change({"--migration-passwd", "secret"}).status, 103) << "without an account";
    EXPECT_EQ(change({"--migration-user", "plain", "--migration-passwd", "secret"}).status, 0);
    EXPECT_EQ(configValue("SELECT LENGTH(migration_password) > 6 FROM `@`.db_pool"), "1");
    EXPECT_EQ(change({"--migration-user", ""}).status, 0);
    EXPECT_EQ(configValue("SELECT CONCAT(migration_login, migration_password) FROM `@`.db_pool"), "");
}

TEST_F(DatabaseAccounts, AClientCertificateComesWithItsKeyAndAnAuthority) {
    createAccount("plain");
    EXPECT_EQ(registerMaster("plain", {"--tls-cert", "/c.pem", "--tls-key", "/c.key"}).status, 103);
    EXPECT_EQ(registerMaster("plain", {"--tls-ca", "/a.pem", "--tls-key", "/c.key"}).status, 103);
    EXPECT_EQ(registerMaster("plain").status, 0);
}

}  // namespace

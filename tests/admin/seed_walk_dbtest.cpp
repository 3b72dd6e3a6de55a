#include "tests/admin/support/admin_test.h"

namespace {

using test::AdminTest;

class SeedWalk : public AdminTest {};

const std::vector<std::string> kCreateUser{"createuser",
                                           "-c",
                                           "1",
                                           "-A",
                                           "oxadmin",
                                           "-P",
                                           "secret",
                                           "-u",
                                           "testuser",
                                           "-d",
                                           "Test User",
                                           "-g",
                                           "Test",
                                           "-s",
                                           "User",
                                           "-p",
                                           "secret",
                                           "-e",
                                           "testuser@example.com"};

// The commands of the guide "Configuring Open-Xchange Server", with other hosts and directories.
TEST_F(SeedWalk, TheGuidesCommandsPrintTheGuidesLines) {
    installNode();
    startDaemon();
    registerAll();
    expectLine(createContext(1, "defaultcontext"), "context 1 created");
    expectLine(kCreateUser, "user 3 in context 1 created");

    EXPECT_EQ(configValue("SELECT state FROM `@`.context WHERE cid = 1"), "active");
    EXPECT_EQ(configValue("SELECT cid FROM `@`.login2context WHERE login_info = 'defaultcontext'"), "1");
    EXPECT_EQ(configValue("SELECT cid FROM `@`.login2context WHERE login_info = '1'"), "1");
    EXPECT_EQ(rowsOf(1, "user_account"), 2);
    EXPECT_EQ(rowsOf(1, "ctx_state"), 1);
}

TEST_F(SeedWalk, ARepeatedCallSaysSoAndChangesNothing) {
    installNode();
    startDaemon();
    registerAll();
    expectLine(createContext(1, "defaultcontext"), "context 1 created");
    expectLine(kCreateUser, "user 3 in context 1 created");

    const auto context = run(createContext(1, "defaultcontext"));
    EXPECT_EQ(context.status, 110);
    EXPECT_EQ(context.err, "context 1 could not be created: Server response: Context 1 already exists!\n");
    const auto user = run(kCreateUser);
    EXPECT_EQ(user.status, 103);
    EXPECT_TRUE(user.err.starts_with("user in context 1 could not be created: Server response: ")) << user.err;
    EXPECT_EQ(rowsOf(1, "user_account"), 2);
    EXPECT_EQ(configValue("SELECT count FROM `@`.contexts_per_filestore"), "1");

    const auto server = run({"registerserver", "-n", "oxserver", "-A", "oxadminmaster", "-P", "secret"});
    EXPECT_EQ(server.status, 103);
    EXPECT_EQ(server.err, "server could not be registered: Server response: Server oxserver already exists!\n");
    const std::vector<std::string> store{
        "registerfilestore", "-A", "oxadminmaster", "-P", "secret", "-t", "file://" + filestoreDirectory().string()};
    EXPECT_EQ(run(store).err, "filestore could not be registered: Server response: Store already exists\n");
    auto optional = store;
    optional.emplace_back("--if-nonexistent");
    expectLine(optional, "filestore 3 found");
}

TEST_F(SeedWalk, AWrongPasswordIsExitStatus101) {
    installNode();
    startDaemon();
    registerAll();
    expectLine(createContext(1, "defaultcontext"), "context 1 created");
    EXPECT_EQ(run({"listserver", "-A", "oxadminmaster", "-P", "wrong"}).status, 101);
    EXPECT_EQ(run({"listserver", "-A", "nobody", "-P", "secret"}).status, 101);
    EXPECT_EQ(run({"listuser", "-c", "1", "-A", "oxadmin", "-P", "wrong"}).status, 101);
    // The master is not the context's administrator, unless MASTER_ACCOUNT_OVERRIDE says so.
    EXPECT_EQ(run({"listuser", "-c", "1", "-A", "oxadminmaster", "-P", "secret"}).status, 101);
    EXPECT_EQ(run({"listuser", "-c", "99", "-A", "oxadmin", "-P", "secret"}).status, 101) << "no hint at what exists";
    EXPECT_EQ(run({"listserver"}).status, 104);
}

TEST_F(SeedWalk, PasswordsComeFromTheEnvironmentOrAFile) {
    installNode();
    startDaemon();
    EXPECT_EQ(run({"registerserver", "-n", "oxserver", "-A", "oxadminmaster"}, {{"ADMIN_PASSWORD", "secret"}}).out,
              "server 2 registered\n");
    EXPECT_EQ(
        run({"listserver", "-A", "oxadminmaster", "--adminpass-file", configDirectory() / "configdb.password"}).out,
        "Id Name\n 2 oxserver\n");
}

TEST_F(SeedWalk, ADaemonThatIsNotUpIsOneClearMessage) {
    installNode();
    const auto result = run({"registerserver", "-n", "oxserver", "-A", "oxadminmaster", "-P", "secret"});
    EXPECT_EQ(result.status, 105);
    EXPECT_EQ(result.err,
              "server could not be registered: Error: the administration daemon is not up at http://127.0.0.1:" +
                  std::to_string(adminPort()) + "; start yoke-admin, or wait for it with --wait <seconds>\n");
    EXPECT_EQ(result.out, "");
}

TEST_F(SeedWalk, AnExistingConfigDbIsKeptUnlessItIsToBeDeleted) {
    installNode();
    std::vector<std::string> again{"initconfigdb", "--configdb-pass=secret", "--configdb-host=" + masterHost(),
                                   "--configdb-dbname=" + name()};
    const auto refused = run(again);
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(refused.err,
              "the database " + name() + " exists, use the -i switch if you want to automatically delete it\n");
    again.emplace_back("-i");
    expectLine(again, "initializing configdb from scratch... done");
    EXPECT_EQ(run({"initconfigdb"}).status, 104);
}

TEST_F(SeedWalk, NoSecretIsPrintedOrStoredInTheClear) {
    installNode();
    startDaemon();
    registerAll();
    for (const char* format : {"--csv", "--json", "--nonl"}) {
        const auto listed = run({"listdatabase", format, "-A", "oxadminmaster", "-P", "secret"});
        EXPECT_EQ(listed.status, 0) << listed.err;
        EXPECT_EQ(listed.out.find("secret"), std::string::npos) << listed.out;
    }
    EXPECT_EQ(configValue("SELECT COUNT(*) FROM `@`.db_pool WHERE INSTR(password, 'secret') > 0"), "0");
    for (const char* file : {"cluster.key", "configdb.password", "mpasswd"}) {
        EXPECT_EQ(std::filesystem::status(configDirectory() / file).permissions(),
                  std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
            << file;
    }
}

}  // namespace

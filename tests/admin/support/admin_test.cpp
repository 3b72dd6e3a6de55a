#include "tests/admin/support/admin_test.h"

#include "tests/support/eventually.h"
#include "tests/support/free_port.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <sstream>

namespace test {
namespace {

std::filesystem::path programs() {
    return std::filesystem::canonical("/proc/self/exe").parent_path();
}

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

void createAccounts(const MariaDbServer& server) {
    server.execute("CREATE USER IF NOT EXISTS 'openexchange'@'%' IDENTIFIED BY 'secret'");
    server.execute("GRANT ALL PRIVILEGES ON *.* TO 'openexchange'@'%'");
}

}  // namespace

MariaDbPair& AdminTest::servers() {
    static const std::unique_ptr<MariaDbPair> pair = [] {
        auto made = std::make_unique<MariaDbPair>();
        createAccounts(made->master());
        made->waitForReplica();
        return made;
    }();
    return *pair;
}

AdminTest::AdminTest() : adminPort_(freePort()) {
    static int number = 0;
    name_ = "cfg" + std::to_string(++number);
    std::filesystem::create_directory(filestoreDirectory());
    (void)servers();
}

AdminTest::~AdminTest() {
    stopDaemon();
}

std::string AdminTest::masterHost() {
    return "127.0.0.1:" + std::to_string(servers().master().port());
}
std::string AdminTest::replicaHost() {
    return "127.0.0.1:" + std::to_string(servers().replica().port());
}

ToolResult AdminTest::run(const std::vector<std::string>& command,
                          const std::map<std::string, std::string>& environment) const {
    const auto out = directory() / "out";
    const auto err = directory() / "err";
    std::vector<std::string> words{"env", "YOKE_CONFIG=" + configDirectory().string()};
    for (const auto& [variable, value] : environment) words.push_back(variable + "=" + value);
    words.insert(words.end(), {"/bin/sh", "-c", "exec \"$0\" \"$@\" >" + out.string() + " 2>" + err.string(),
                               (programs() / command.front()).string()});
    words.insert(words.end(), command.begin() + 1, command.end());
    ChildProcess process(words, directory() / "shell");
    const int status = process.wait();
    return {.status = status, .out = contents(out), .err = contents(err)};
}

void AdminTest::expectLine(const std::vector<std::string>& command, const std::string& line) const {
    const auto result = run(command);
    EXPECT_EQ(result.out, line + "\n") << command.front() << ": " << result.err;
    EXPECT_EQ(result.status, 0) << command.front() << ": " << result.err;
}

void AdminTest::installNode() const {
    expectLine({"initconfigdb", "--configdb-user=openexchange", "--configdb-pass=secret",
                "--configdb-host=" + masterHost(), "--configdb-dbname=" + name_},
               "initializing configdb from scratch... done");
    const auto installed =
        run({"oxinstaller", "--servername=oxserver", "--configdb-readhost=" + masterHost(),
             "--configdb-writehost=" + masterHost(), "--configdb-user=openexchange", "--master-pass=secret",
             "--configdb-pass=secret", "--jkroute=OX-1", "--ajp-bind-port=*", "--configdb-dbname=" + name_});
    EXPECT_EQ(installed.status, 0) << installed.err;
    EXPECT_TRUE(installed.out.starts_with("setting up open-xchange configuration " + configDirectory().string()))
        << installed.out;
    std::ofstream(configDirectory() / "admin.properties")
        << "admin.port=" << adminPort_ << "\nCONTEXTS_PER_SCHEMA=2\nadmin.recoveryInterval=200ms\n"
        << "password.threads=4\nAVERAGE_CONTEXT_SIZE=1\n";
}

void AdminTest::startDaemon(const std::string& haltAt) {
    stopDaemon();
    const std::string program = haltAt.empty() ? "yoke-admin" : "yoke-admin-halting";
    daemon_ = std::make_unique<ChildProcess>(
        std::vector<std::string>{"env", "HALT_AT=" + haltAt, (programs() / program).string(), "--config-dir",
                                 configDirectory().string()},
        directory() / "daemon.log");
    const auto up = run({"existscontext", "-c", "1", "-A", "oxadminmaster", "-P", "secret", "--wait", "20"});
    ASSERT_LE(up.status, 1) << up.err << contents(directory() / "daemon.log");
}

void AdminTest::stopDaemon() {
    if (!daemon_) return;
    if (daemon_->running()) {
        daemon_->signal(SIGTERM);
        EXPECT_EQ(daemon_->wait(), 0) << contents(directory() / "daemon.log");
    }
    daemon_.reset();
}

void AdminTest::registerAll() {
    expectLine({"registerserver", "-n", "oxserver", "-A", "oxadminmaster", "-P", "secret"}, "server 2 registered");
    expectLine(
        {"registerfilestore", "-A", "oxadminmaster", "-P", "secret", "-t", "file://" + filestoreDirectory().string()},
        "filestore 3 registered");
    expectLine({"registerdatabase", "-A", "oxadminmaster", "-P", "secret", "--name", name_ + "db", "--hostname",
                masterHost(), "--dbuser", "openexchange", "--dbpasswd", "secret", "--master", "true"},
               "database 4 registered");
    expectLine({"registerdatabase", "-A", "oxadminmaster", "-P", "secret", "--name", name_ + "db_slave", "--hostname",
                replicaHost(), "--dbuser", "openexchange", "--dbpasswd", "secret", "--master", "false", "--masterid=4"},
               "database 6 registered");
}

std::string AdminTest::configValue(std::string sql) const {
    return servers().master().value(replaced(std::move(sql), "@", name_));
}

long AdminTest::rowsOf(int context, const std::string& table) const {
    const auto& master = servers().master();
    const std::string like = "'" + name_ + "db\\_%'";
    std::istringstream schemas(master.value(
        "SELECT GROUP_CONCAT(table_schema SEPARATOR ' ') FROM information_schema.tables WHERE table_name = '" + table +
        "' AND table_schema LIKE " + like));
    long rows = 0;
    for (std::string schema; schemas >> schema;) {
        rows += std::stol(
            master.value("SELECT COUNT(*) FROM `" + schema + "`." + table + " WHERE cid = " + std::to_string(context)));
    }
    return rows;
}

std::vector<std::string> AdminTest::createContext(int context, const std::string& mapping) {
    return {"createcontext",
            "-A",
            "oxadminmaster",
            "-P",
            "secret",
            "-c",
            std::to_string(context),
            "-u",
            "oxadmin",
            "-d",
            "Context Admin",
            "-g",
            "Admin",
            "-s",
            "User",
            "-p",
            "secret",
            "-L",
            mapping,
            "-e",
            "oxadmin@example.com",
            "-q",
            "1024",
            "--access-combination-name=all"};
}

}  // namespace test

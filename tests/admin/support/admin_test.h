#pragma once

#include "tests/support/child_process.h"
#include "tests/support/mariadb_pair.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// What a tool left behind.
struct ToolResult {
    int status = -1;
    std::string out;
    std::string err;
};

/// An administrator at a shell: the real programs, a MariaDB master and a replica, one configuration directory. The
/// guide's account `openexchange` with password `secret` exists on both servers. Each test has a config DB of its own.
class AdminTest : public testing::Test {
public:
    ~AdminTest() override;

protected:
    AdminTest();

    [[nodiscard]] static MariaDbPair& servers();
    [[nodiscard]] static std::string masterHost();   ///< host:port
    [[nodiscard]] static std::string replicaHost();  ///< host:port

    /// Runs a tool with this test's configuration directory.
    /// @param environment  more variables
    [[nodiscard]] ToolResult run(const std::vector<std::string>& command,
                                 const std::map<std::string, std::string>& environment = {}) const;
    /// run(), and an expectation that it succeeds with exactly this line.
    void expectLine(const std::vector<std::string>& command, const std::string& line) const;

    /// initconfigdb and oxinstaller.
    void installNode() const;
    /// Starts a daemon and waits until it answers; ends one that runs.
    /// @param haltAt  step at which it kills itself; empty: the real program
    void startDaemon(const std::string& haltAt = "");
    [[nodiscard]] ChildProcess& daemon() { return *daemon_; }
    void stopDaemon();
    /// Server, filestore and both databases, as in the guide, but with names of this test.
    void registerAll();

    /// First column of the first row on the master; `@` in `sql` stands for the config DB's name.
    [[nodiscard]] std::string configValue(std::string sql) const;
    /// How many rows of `table` the context has in all schemas of this test's database.
    [[nodiscard]] long rowsOf(int context, const std::string& table) const;

    [[nodiscard]] const std::filesystem::path& directory() const { return directory_.path(); }
    [[nodiscard]] std::filesystem::path configDirectory() const { return directory_.path() / "etc"; }
    [[nodiscard]] std::filesystem::path filestoreDirectory() const { return directory_.path() / "filestore"; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] int adminPort() const { return adminPort_; }

    /// The guide's createcontext with another id.
    [[nodiscard]] static std::vector<std::string> createContext(int context, const std::string& mapping);

private:
    TemporaryDirectory directory_;
    std::string name_;  ///< of the config DB, and prefix of the database names
    int adminPort_;
    std::unique_ptr<ChildProcess> daemon_;
};

}  // namespace test

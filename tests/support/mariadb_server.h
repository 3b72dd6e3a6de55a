#pragma once

#include "dbpool/driver/connection.h"
#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// A private MariaDB server on a free port of 127.0.0.1, with its own data directory: a copy of a template that is made
/// once per machine and version. Row-based binary log with GTIDs, small buffers, no durability. Start it from the
/// test's main thread. Killed and deleted at the end.
class MariaDbServer {
public:
    /// @param arguments  more options of mariadbd, for example "--server-id=2"
    explicit MariaDbServer(std::vector<std::string> arguments = {});
    ~MariaDbServer();
    MariaDbServer(const MariaDbServer&) = delete;
    MariaDbServer& operator=(const MariaDbServer&) = delete;

    /// The account of a node: everything in every schema, SLAVE MONITOR, BINLOG MONITOR; read-only servers refuse it.
    [[nodiscard]] dbpool::Endpoint endpoint() const;
    /// ALL PRIVILEGES ON *.*: also writes to read-only servers.
    [[nodiscard]] dbpool::Endpoint administrator() const;
    [[nodiscard]] int port() const noexcept { return port_; }
    /// Where its data, socket and log are. Deleted with the server.
    [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_.path(); }

    /// kill -9: clients see broken connections, then refused ones.
    void kill();
    /// Starts it again after kill(): same port, same data.
    void restart();
    /// Stops answering without closing anything, as a hanging machine does, until resume().
    void suspend() const;
    void resume() const;

    /// Runs one statement as the administrator.
    void execute(std::string_view sql) const;
    /// First column of the first row of a query as the administrator; empty if there is none.
    [[nodiscard]] std::string value(std::string_view sql) const;
    /// Creates an empty schema with a name that no other call returned.
    [[nodiscard]] std::string createSchema(std::string_view prefix = "test") const;

private:
    void start();
    [[nodiscard]] bool accepts() const;
    [[nodiscard]] std::string log() const;

    TemporaryDirectory directory_;
    std::vector<std::string> arguments_;
    int port_ = 0;
    std::unique_ptr<ChildProcess> process_;
};

/// The one server that the tests of this process share; started by the first call, which the main thread makes.
[[nodiscard]] MariaDbServer& sharedServer();

}  // namespace test

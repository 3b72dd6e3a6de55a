#include "tests/support/mariadb_server.h"

#include "dbpool/driver/db_error.h"
#include "tests/support/data_template.h"
#include "tests/support/eventually.h"
#include "tests/support/free_port.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace test {
namespace {

using namespace std::chrono_literals;

constexpr auto kStartDeadline = 60s;

std::vector<std::string> commandLine(const std::filesystem::path& directory, int port,
                                     const std::vector<std::string>& more) {
    const std::string base = directory.string();
    std::vector<std::string> command{"mariadbd",
                                     "--no-defaults",
                                     "--datadir=" + base + "/data",
                                     "--socket=" + base + "/socket",
                                     "--pid-file=" + base + "/pid",
                                     "--tmpdir=" + base,
                                     "--port=" + std::to_string(port),
                                     "--bind-address=127.0.0.1",
                                     "--skip-name-resolve",
                                     "--server-id=1",
                                     "--log-bin=bin",
                                     "--relay-log=relay",
                                     "--binlog-format=ROW",
                                     "--gtid-strict-mode=ON",
                                     "--log-slave-updates=ON",
                                     "--slave-parallel-threads=2",
                                     "--sync-binlog=0",
                                     "--innodb-flush-log-at-trx-commit=0",
                                     "--performance-schema=OFF",
                                     "--slow-query-log",  // everything is slow, but goes nowhere: StatementCounter
                                     "--long-query-time=0",
                                     "--log-slow-filter=",
                                     "--log-output=NONE",
                                     "--key-buffer-size=1M",
                                     "--aria-pagecache-buffer-size=1M",
                                     "--max-connections=500",
                                     "--character-set-server=utf8mb4",
                                     "--collation-server=utf8mb4_general_ci"};
    const auto storage = storageArguments();
    command.insert(command.end(), storage.begin(), storage.end());
    command.insert(command.end(), more.begin(), more.end());
    return command;
}

}  // namespace

MariaDbServer::MariaDbServer(std::vector<std::string> arguments)
    : directory_("mariadb"), arguments_(std::move(arguments)) {
    std::filesystem::copy(dataTemplate(), directory() / "data", std::filesystem::copy_options::recursive);
    constexpr int kAttempts = 5;  // somebody else may take the free port first
    for (int attempt = 1;; ++attempt) {
        port_ = freePort();
        try {
            start();
            return;
        } catch (const std::runtime_error&) {
            if (attempt == kAttempts || log().find("Address already in use") == std::string::npos) throw;
        }
    }
}

MariaDbServer::~MariaDbServer() {
    kill();
}

dbpool::Endpoint MariaDbServer::endpoint() const {
    return {.host = "127.0.0.1",
            .port = port_,
            .user = std::string(kNodeUser),
            .password = std::string(kNodePassword),
            .tlsCaFile = {}};
}

dbpool::Endpoint MariaDbServer::administrator() const {
    auto account = endpoint();
    account.user = kAdministrator;
    account.password = kAdministratorPassword;
    return account;
}

void MariaDbServer::start() {
    process_ = std::make_unique<ChildProcess>(commandLine(directory(), port_, arguments_), directory() / "log");
    const bool decided = eventually(kStartDeadline, [this] { return !process_->running() || accepts(); });
    if (!decided || !process_->running()) throw std::runtime_error("mariadbd does not start:\n" + log());
}

bool MariaDbServer::accepts() const {
    try {
        const dbpool::Connection probe(administrator(), {});
        return true;
    } catch (const dbpool::DbError& error) {
        if (error.kind() == dbpool::DbErrorKind::Unreachable) return false;
        throw;
    }
}

std::string MariaDbServer::log() const {
    std::ostringstream text;
    text << std::ifstream(directory() / "log").rdbuf();
    return text.str();
}

void MariaDbServer::kill() {
    if (process_) process_->kill();
}

void MariaDbServer::restart() {
    kill();
    start();
}

void MariaDbServer::suspend() const {
    process_->signal(SIGSTOP);
    siginfo_t stopped{};  // its threads stop one after the other: until the last one has, some may still answer
    ::waitid(P_PID, static_cast<id_t>(process_->pid()), &stopped, WSTOPPED);
}
void MariaDbServer::resume() const {
    process_->signal(SIGCONT);
}

void MariaDbServer::execute(std::string_view sql) const {
    dbpool::Connection(administrator(), {}).command(sql);
}

std::string MariaDbServer::value(std::string_view sql) const {
    auto rows = dbpool::Connection(administrator(), {}).queryText(sql);
    return rows.next() ? rows.text(1) : std::string();
}

std::string MariaDbServer::createSchema(std::string_view prefix) const {
    static std::atomic<int> counter{0};
    auto name = std::string(prefix) + "_" + std::to_string(++counter);
    execute("CREATE DATABASE `" + name + "`");
    return name;
}

MariaDbServer& sharedServer() {
    static MariaDbServer server;
    return server;
}

}  // namespace test

#include "tests/support/data_template.h"

#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <functional>
#include <system_error>

namespace test {
namespace {

namespace fs = std::filesystem;

class FileLock {
public:
    explicit FileLock(const fs::path& file) : descriptor_(::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX) != 0) {
            throw std::system_error(errno, std::generic_category(), "cannot lock " + file.string());
        }
    }
    ~FileLock() { ::close(descriptor_); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int descriptor_;
};

std::string account(std::string_view user, std::string_view password) {
    return "CREATE USER '" + std::string(user) + "'@'%' IDENTIFIED BY '" + std::string(password) + "';\n";
}

std::string accounts() {
    const std::string node = "'" + std::string(kNodeUser) + "'@'%';\n";
    return "FLUSH PRIVILEGES;\n"  // bootstrap mode starts without accounts
           + account(kNodeUser, kNodePassword) + account(kAdministrator, kAdministratorPassword) +
           account(kReplicationUser, kReplicationPassword) +
           // On schemas, not ON *.*: that would contain READ ONLY ADMIN, which writes to read-only replicas.
           "GRANT ALL PRIVILEGES ON `%`.* TO " + node + "GRANT SLAVE MONITOR, BINLOG MONITOR ON *.* TO " + node +
           "GRANT ALL PRIVILEGES ON *.* TO '" + std::string(kAdministrator) + "'@'%' WITH GRANT OPTION;\n" +
           "GRANT REPLICATION SLAVE ON *.* TO '" + std::string(kReplicationUser) + "'@'%';\n";
}

void install(const fs::path& target) {
    std::vector<std::string> command{"mariadb-install-db",
                                     "--no-defaults",
                                     "--datadir=" + target.string(),
                                     "--auth-root-authentication-method=normal",
                                     "--skip-test-db",
                                     "--skip-name-resolve"};
    const auto storage = storageArguments();
    command.insert(command.end(), storage.begin(), storage.end());
    run(command);

    const TemporaryDirectory scratch("accounts");
    const auto script = scratch.path() / "accounts.sql";
    std::ofstream(script) << accounts();
    command = {"mariadbd", "--no-defaults", "--bootstrap", "--datadir=" + target.string()};
    command.insert(command.end(), storage.begin(), storage.end());
    run(command, script);
}

}  // namespace

std::vector<std::string> storageArguments() {
    std::vector<std::string> arguments{"--innodb-log-file-size=8M", "--innodb-buffer-pool-size=32M"};
    if (::geteuid() == 0) arguments.emplace_back("--user=root");
    return arguments;
}

fs::path dataTemplate() {
    // The name contains everything the contents depend on, and the version of the installed server.
    const auto version = fs::last_write_time("/usr/sbin/mariadbd").time_since_epoch().count();
    std::string recipe = accounts();
    for (const auto& argument : storageArguments()) recipe += argument;
    const auto directory = fs::temp_directory_path() / ("yoke-mariadb-template-" + std::to_string(::geteuid()));
    fs::create_directories(directory);
    auto target = directory / (std::to_string(version) + "-" + std::to_string(std::hash<std::string>{}(recipe)));

    const FileLock lock(directory / "lock");
    if (!fs::exists(target)) {
        const auto unfinished = directory / "unfinished";
        fs::remove_all(unfinished);
        install(unfinished);
        fs::rename(unfinished, target);
    }
    return target;
}

}  // namespace test

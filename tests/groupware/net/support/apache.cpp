#include "tests/groupware/net/support/apache.h"

#include "groupware/base/crypto.h"
#include "groupware/net/socket.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace groupware::net::test {

namespace {

std::filesystem::path newDirectory() {
    auto path = std::filesystem::temp_directory_path() / ("yoke-apache-" + crypto::toHex(crypto::randomBytes(8)));
    std::filesystem::create_directories(path);
    return path;
}

int freePort() {
    return localPort(listenOn("127.0.0.1", 0));
}

std::string contents(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace

Apache::Apache(int ajpPort, const std::string& memberOptions, const std::string& directives)
    : directory_(newDirectory()), port_(freePort()) {
    configure(ajpPort, memberOptions, directives);
    start();
}

void Apache::configure(int ajpPort, const std::string& memberOptions, const std::string& directives) const {
    std::ofstream file(directory_ / "apache.conf");
    for (const std::string name : {"mpm_event", "authz_core", "slotmem_shm", "proxy", "proxy_ajp", "proxy_balancer",
                                   "lbmethod_byrequests", "headers", "env", "setenvif"}) {
        file << "LoadModule " << name << "_module /usr/lib/apache2/modules/mod_" << name << ".so\n";
    }
    file << "ServerName localhost\nListen 127.0.0.1:" << port_ << "\nPidFile " << directory_ / "pid"
         << "\nErrorLog " << directory_ / "error.log"
         << "\nDefaultRuntimeDir " << directory_ << "\nMutex file:" << directory_.string() << " default\n"
         << "StartServers 1\nMinSpareThreads 8\nMaxSpareThreads 75\nThreadsPerChild 25\nMaxRequestWorkers 50\n";
    if (geteuid() == 0) file << "User nobody\nGroup nogroup\n";
    file << "ProxyRequests Off\nAllowEncodedSlashes NoDecode\nMergeSlashes Off\nSetEnv ap_trust_cgilike_cl 1\n"
         << directives << "\n<Proxy balancer://nodes>\n  BalancerMember ajp://127.0.0.1:" << ajpPort << ' '
         << memberOptions << "\n</Proxy>\nProxyPass / balancer://nodes/ nocanon\n";
}

void Apache::start() {
    const std::string configuration = directory_ / "apache.conf";
    std::array<std::string, 6> words{"/usr/sbin/apache2", "-d",          "/usr/lib/apache2", "-f",
                                     configuration,       "-DFOREGROUND"};
    std::array<char*, 7> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    if (posix_spawn(&process_, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) {
        throw std::runtime_error("cannot start apache2; is it installed?");
    }
    const bool up = eventually([this] {
        if (waitpid(process_, nullptr, WNOHANG) == process_) {
            throw std::runtime_error("apache2 ended: " + contents(directory_ / "error.log"));
        }
        try {
            Client probe(port_);
            return true;
        } catch (const std::runtime_error&) {
            return false;
        }
    });
    if (!up) throw std::runtime_error("apache2 does not listen");
}

Apache::~Apache() {
    if (process_ > 0) {
        kill(process_, SIGTERM);
        waitpid(process_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
}

}  // namespace groupware::net::test

#include "groupware/net/server.h"

#include "groupware/base/crypto.h"
#include "groupware/base/log.h"

#include <utility>

namespace groupware::net {

namespace {

/// The route tells nodes apart, the random part starts of one node.
std::string idPrefix(const std::string& route) {
    constexpr std::size_t kRandomBytes = 4;
    return (route.empty() ? "node" : route) + '.' + crypto::toHex(crypto::randomBytes(kRandomBytes));
}

}  // namespace

Server::Server(const Configuration& configuration, Handler& handler, const Clock& clock)
    : settings_(readSettings(configuration)),
      refusals_(settings_.refusalLines, counters_),
      ids_(idPrefix(settings_.route)),
      environment_{.settings = settings_,
                   .handler = handler,
                   .clock = clock,
                   .counters = counters_,
                   .refusals = refusals_,
                   .ids = ids_,
                   .stopping = stopping_},
      pool_({.workers = settings_.workers,
             .uploadWorkers = settings_.uploadWorkers,
             .queueLength = settings_.queueLength,
             .queueWait = settings_.queueWait},
            counters_, [this](Connection& connection) { reactor_.work(connection); }),
      reactor_(environment_, pool_) {}

Server::~Server() {
    stop(std::chrono::milliseconds(0));
}

int Server::listen(const std::string& address, int port, Protocol protocol) {
    if (port < 0) return port;
    Socket socket = listenOn(address, port);
    const int bound = localPort(socket);
    reactor_.listen(std::move(socket), protocol);
    return bound;
}

void Server::start() {
    settings_.httpPort = listen(settings_.httpAddress, settings_.httpPort, Protocol::Http);
    settings_.ajpPort = listen(settings_.ajpAddress, settings_.ajpPort, Protocol::Ajp);
    if (settings_.ajpPort >= 0 && settings_.ajpSecret.empty()) {
        log::warning("ajp-without-secret", {{"port", settings_.ajpPort}});
    }
    pool_.start();
    reactor_.start();
}

void Server::stop(std::chrono::milliseconds drainTimeout) {
    if (std::exchange(stopped_, true)) return;
    stopping_ = true;
    static_cast<void>(reactor_.drain(drainTimeout));
    reactor_.halt();
    pool_.stop();
}

}  // namespace groupware::net

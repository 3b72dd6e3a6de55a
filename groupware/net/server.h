#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/options.h"
#include "groupware/net/counters.h"
#include "groupware/net/exchange.h"
#include "groupware/net/reactor.h"
#include "groupware/net/refusal_log.h"
#include "groupware/net/request_ids.h"
#include "groupware/net/settings.h"
#include "groupware/net/worker_pool.h"

#include <atomic>
#include <chrono>

namespace groupware::net {

/// The connectors of one node: HTTP/1.1 (RFC 9112) and AJP13 before one Handler. One reactor thread and `net.workers`
/// workers, whatever the number of clients. Every method may be called from any thread, but start() and stop() once.
class Server {
public:
    /// @param configuration  has the options of options.h
    /// @throws Error BadRequest for an option that does not parse
    Server(const Configuration& configuration, Handler& handler, const Clock& clock);
    /// Stops at once if stop() was not called.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Listens and serves.
    /// @throws Error Unavailable if an address cannot be bound
    void start();
    /// Stops accepting, finishes what runs, closes idle connections. What is not done after `drainTimeout` is cut off;
    /// a handler that still runs is waited for.
    void stop(std::chrono::milliseconds drainTimeout);

    /// The port in use, also where 0 was configured; -1 without such a connector.
    [[nodiscard]] int httpPort() const noexcept { return settings_.httpPort; }
    [[nodiscard]] int ajpPort() const noexcept { return settings_.ajpPort; }
    [[nodiscard]] const ServerCounters& counters() const noexcept { return counters_; }

private:
    [[nodiscard]] int listen(const std::string& address, int port, Protocol protocol);

    Settings settings_;
    ServerCounters counters_;
    RefusalLog refusals_;
    RequestIds ids_;
    std::atomic<bool> stopping_{false};
    const Environment environment_;
    WorkerPool pool_;
    Reactor reactor_;
    bool stopped_ = false;
};

}  // namespace groupware::net

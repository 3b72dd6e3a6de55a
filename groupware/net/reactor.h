#pragma once

#include "groupware/net/connection.h"
#include "groupware/net/socket.h"
#include "groupware/net/worker_pool.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace groupware::net {

/// One thread that waits for all connections by epoll, receives what is small, and lends complete requests to the
/// worker pool.
///
/// A connection belongs to the reactor unless it is lent. It is lent by submitting it to the pool; a worker returns it
/// by arming its socket, which is one-shot: after an event nothing more is reported until it is armed again. Only the
/// reactor closes sockets, and only on an event, so a worker that is just returning one never meets a closed
/// descriptor. A connection whose request is parked goes back to the reactor by parkingLot_ instead, and is polled for
/// its client's end only.
class Reactor {
public:
    Reactor(const Environment& environment, WorkerPool& pool);
    ~Reactor();
    Reactor(const Reactor&) = delete;
    Reactor& operator=(const Reactor&) = delete;

    /// Before start().
    void listen(Socket listener, Protocol protocol);
    void start();

    /// Stops accepting and closes what is idle, then waits for the rest.
    /// @return whether all connections ended in time
    bool drain(std::chrono::milliseconds timeout);
    /// Ends the thread and shuts all sockets down, so that workers that wait for a client return.
    void halt();

    /// Runs a lent connection. Called on a worker.
    void work(Connection& connection);

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Listener {
        Socket socket;
        Protocol protocol = Protocol::Http;
    };

    void run();
    void handleEvent(int fd);
    void apply(Connection& connection, Step step);
    void arm(Connection& connection, std::uint32_t events) const;
    void submit(Connection& connection, Lane lane);
    void remove(Connection& connection);

    void acceptAll(const Listener& listener);
    void admit(Accepted accepted, Protocol protocol);
    /// Why this peer may not connect now, if so.
    [[nodiscard]] std::optional<Refusal> refusalOf(const Peer& peer, Protocol protocol) const;
    void pauseAccepting(bool paused);

    void park(Connection& connection);
    void acceptParked();
    void lookAtParked(Time now);
    void unpark(Connection& connection);
    [[nodiscard]] bool leaveParking(Connection& connection, Time now);

    void sweep(Time now);
    void closeIdle();
    void wake() const;

    const Environment& environment_;
    WorkerPool& pool_;
    const std::chrono::milliseconds sweepInterval_;
    Socket epoll_;
    Socket wakeUp_;
    std::vector<Listener> listeners_;
    std::vector<std::unique_ptr<Connection>> connections_;  ///< by descriptor
    std::size_t open_ = 0;
    std::unordered_map<std::string, std::size_t> perAddress_;
    bool acceptingPaused_ = false;
    std::vector<char> scratch_;
    std::atomic<bool> halted_{false};
    std::thread thread_;

    std::vector<Connection*> parked_;  ///< polled for their client's end, looked at now and then
    std::mutex parkingMutex_;
    std::vector<Connection*> parkingLot_;  // guarded by parkingMutex_; lent, and on their way to parked_

    std::mutex mutex_;
    std::condition_variable drained_;
    bool empty_ = false;  // guarded by mutex_; stopping, and no connection is left
};

}  // namespace groupware::net

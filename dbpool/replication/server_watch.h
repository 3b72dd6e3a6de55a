#pragma once

#include "dbpool/replication/server_report.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace dbpool {

/// One answer of a watched server, or the lack of one.
struct WatchAnswer {
    std::chrono::steady_clock::time_point asked;  ///< the report tells of a moment after this
    std::optional<ServerReport> report;
    std::string problem;       ///< why there is no report
    bool unreachable = false;  ///< nobody can reach the server; else it only refused this question
};

/// Asks one server for its report again and again, on a connection and a thread of its own: a server that hangs delays
/// nobody. Starts when constructed, stops when destroyed, after the answer or the timeout of what is under way.
class ServerWatch {
public:
    /// Takes each answer, on the watch's thread, with the connection if the server answered.
    /// @return how long to wait before the next look
    using Heard = std::function<std::chrono::milliseconds(WatchAnswer, Connection*)>;

    /// @param limits  short ones: how long a server may take to connect and to answer
    /// @param schema  with the server's copy of `cluster_state`
    ServerWatch(Endpoint endpoint, const ConnectionLimits& limits, std::string schema, Heard heard);
    ~ServerWatch();
    ServerWatch(const ServerWatch&) = delete;
    ServerWatch& operator=(const ServerWatch&) = delete;

    /// Begins to stop; join() and the destructor wait for it.
    void stop() { thread_.request_stop(); }
    void join();

    /// The number of the first look.
    static constexpr std::uint64_t kFirst = 1;
    /// Asks as soon as possible, though not more often than every 50 ms. @return the number of a look that begins after
    /// this call
    std::uint64_t hurry();
    /// Returns when that look, or a later one, has been heard. @return false if it was not until `deadline`
    bool waitFor(std::uint64_t look, std::chrono::steady_clock::time_point deadline) const;

private:
    void run(const std::stop_token& stop);
    WatchAnswer ask();
    WatchAnswer askOnce();
    void pause(const std::stop_token& stop, std::chrono::steady_clock::time_point asked,
               std::chrono::milliseconds interval);

    const Endpoint endpoint_;
    const ConnectionLimits limits_;
    const std::string schema_;
    const Heard heard_;
    std::unique_ptr<Connection> connection_;  ///< the thread's

    mutable std::mutex mutex_;
    mutable std::condition_variable_any wake_;
    std::uint64_t wanted_ = kFirst;  // guarded by mutex_; the last look that somebody asked for
    std::uint64_t begun_ = 0;        // guarded by mutex_; wanted_ when the last look began
    std::uint64_t finished_ = 0;     // guarded by mutex_; begun_ of the last look that was heard
    std::jthread thread_;
};

}  // namespace dbpool

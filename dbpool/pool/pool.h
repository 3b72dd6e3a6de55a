#pragma once

#include "dbpool/driver/connection.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace dbpool {

struct PoolLimits {
    int maxConnections = 100;
    int keptConnections = 0;  ///< opened by fill() and not closed for being idle
    std::chrono::milliseconds waitTimeout = std::chrono::seconds(10);    ///< for a free connection, then Timeout
    std::chrono::milliseconds maxLifetime = std::chrono::minutes(10);    ///< older connections are closed when returned
    std::chrono::milliseconds maxIdle = std::chrono::minutes(1);         ///< idle longer: closed
    std::chrono::milliseconds checkAfterIdle = std::chrono::seconds(5);  ///< idle longer: pinged before use
    int breakerFailures = 3;  ///< failed connects in a row that open the breaker
    std::chrono::milliseconds breakerProbe =
        std::chrono::seconds(1);  ///< open breaker: one probe this often, others fail
};

/// Counters of one server since the start. All but the last two only grow.
struct ServerCounters {
    std::uint64_t connects = 0;
    std::uint64_t connectFailures = 0;
    std::uint64_t waits = 0;  ///< acquisitions that had to wait for a free connection
    std::uint64_t waitTimeouts = 0;
    std::uint64_t reads = 0;       ///< read sessions answered here
    std::uint64_t writes = 0;      ///< write transactions committed here
    std::uint64_t gatePassed = 0;  ///< snapshots that had the state at once
    std::uint64_t gateWaited = 0;  ///< had it after the short wait
    std::uint64_t gateMissed = 0;  ///< had it not: the next server was asked
    std::int64_t open = 0;         ///< connections open now
    std::int64_t inUse = 0;        ///< connections leased now
};

/// What a connection is taken for, which decides how long it waits for an answer.
enum class Purpose {
    Read,   ///< at most ConnectionLimits::answerTimeout for each statement
    Write,  ///< readTimeout: its statements wait for locks, its COMMIT for a replica's acknowledgement
};

inline constexpr auto kNoDeadline = std::chrono::steady_clock::time_point::max();

class Pool;

/// A connection on loan. Returns to its pool when destroyed, or is closed if broken, discarded or too old. Must be gone
/// before its pool is.
class Lease {
public:
    Lease(Lease&&) noexcept;
    Lease& operator=(Lease&&) noexcept;
    ~Lease();
    [[nodiscard]] Connection& operator*() const noexcept { return *connection_; }
    [[nodiscard]] Connection* operator->() const noexcept { return connection_.get(); }
    /// Its session state is unknown, for example an open transaction: close it instead of returning it.
    void discard() noexcept { discarded_ = true; }

private:
    friend class Pool;
    Lease(Pool& pool, std::unique_ptr<Connection> connection, std::chrono::steady_clock::time_point opened,
          Purpose purpose);
    void giveBack() noexcept;

    Pool* pool_;
    std::unique_ptr<Connection> connection_;
    std::chrono::steady_clock::time_point opened_;
    Purpose purpose_;
    bool discarded_ = false;
};

/// The connections to one database server. Safe to call from any thread; no lock is held while connecting.
///
/// The breaker opens after several failed connects in a row, and at once when a connect or a used connection got no
/// answer in time: a server that hangs costs those who wait for it already, and nobody after them.
class Pool {
public:
    /// @param trouble  called when a connection broke or could not be made, on the thread that met it; returns at once,
    ///                 does not throw
    Pool(Endpoint endpoint, const ConnectionLimits& connection, const PoolLimits& limits,
         std::function<void()> trouble = {});
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// An idle connection if there is one, else a new one, else the next that is returned until `deadline`, or for
    /// PoolLimits::waitTimeout.
    /// @throws DbError Unreachable (also at once while the breaker is open), AccessDenied, Timeout, or Other as the
    ///         constructor of Connection; std::logic_error while this thread has a NoWaiting
    [[nodiscard]] Lease acquire(Purpose purpose = Purpose::Read,
                                std::chrono::steady_clock::time_point deadline = kNoDeadline);

    [[nodiscard]] const Endpoint& endpoint() const noexcept;
    /// How long one statement may take on a connection lent for `purpose`, before it fails with Timeout.
    [[nodiscard]] std::chrono::seconds longestAnswer(Purpose purpose) const noexcept;
    /// False while the breaker is open.
    [[nodiscard]] bool available() const;
    [[nodiscard]] ServerCounters counters() const;
    /// Adds to the counters that routing keeps here.
    void countRead();
    void countWrite();
    void countGate(bool passed, bool waited);  ///< missed if not passed
    /// Closes idle connections past their time. Called by a housekeeping thread.
    void closeIdle();
    /// Opens connections until there are PoolLimits::keptConnections. Called by a housekeeping thread.
    /// @throws DbError as acquire()
    void fill();
    /// Asks the server for a sign of life (COM_PING), on a connection of its own if need be. Called by a housekeeping
    /// thread, so that a server that hangs is found before a request does. @return false if there was none in time
    bool probe();
    /// Somebody who watches the server had an answer: if it counts as down, it is tried at once.
    void foundAlive();
    /// Somebody who watches the server had none: it counts as down.
    void foundDead(const std::string& reason);

private:
    friend class Lease;
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace dbpool

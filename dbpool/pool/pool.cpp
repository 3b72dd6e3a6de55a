#include "dbpool/pool/pool.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/pool/circuit_breaker.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <iterator>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace dbpool {
namespace {

using Clock = std::chrono::steady_clock;

/// A connection that nobody uses.
struct Idle {
    std::unique_ptr<Connection> connection;
    Clock::time_point opened;
    Clock::time_point returned;
    bool suspect = false;  ///< another connection to this server broke since
};

}  // namespace

/// Connecting, pinging and closing happen outside the mutex: a connection taken out of `idle_`, or a place taken in
/// `open_`, belongs to the thread that took it.
class Pool::State {
public:
    State(Endpoint endpoint, const ConnectionLimits& connection, const PoolLimits& limits)
        : endpoint_(std::move(endpoint)),
          connectionLimits_(connection),
          limits_(limits),
          breaker_(limits.breakerFailures, limits.breakerProbe) {}

    Idle acquire() {
        const auto deadline = Clock::now() + limits_.waitTimeout;
        for (;;) {
            Idle taken = takeOrReserve(deadline);
            if (!taken.connection) return connect();
            if (usable(taken)) return taken;
            taken.connection.reset();
            const std::lock_guard lock(mutex_);
            release();
        }
    }

    void giveBack(Idle returned, bool discarded) {
        const auto now = Clock::now();
        const bool broken = returned.connection->broken();
        const bool keep = !broken && !discarded && now - returned.opened < limits_.maxLifetime;
        if (!keep) returned.connection.reset();

        const std::lock_guard lock(mutex_);
        --counters_.inUse;
        if (broken) {
            // Perhaps only this one was killed, perhaps the server restarted: the others are asked before use.
            for (Idle& other : idle_) other.suspect = true;
        }
        if (keep) {
            returned.returned = now;
            idle_.push_back(std::move(returned));
        } else {
            --counters_.open;
        }
        freed_.notify_one();
    }

    void closeIdle() {
        std::vector<Idle> old;  // closed after the mutex is released
        const auto now = Clock::now();
        const std::lock_guard lock(mutex_);
        const auto isOld = [&](const Idle& idle) {
            return now - idle.returned >= limits_.maxIdle || now - idle.opened >= limits_.maxLifetime;
        };
        const auto firstOld = std::stable_partition(idle_.begin(), idle_.end(), std::not_fn(isOld));
        std::move(firstOld, idle_.end(), std::back_inserter(old));
        idle_.erase(firstOld, idle_.end());
        counters_.open -= static_cast<std::int64_t>(old.size());
        freed_.notify_all();
    }

    [[nodiscard]] const Endpoint& endpoint() const noexcept { return endpoint_; }
    [[nodiscard]] bool available() const {
        const std::lock_guard lock(mutex_);
        return !breaker_.open();
    }
    [[nodiscard]] ServerCounters counters() const {
        const std::lock_guard lock(mutex_);
        return counters_;
    }
    template <class Change>
    void count(const Change& change) {
        const std::lock_guard lock(mutex_);
        change(counters_);
    }

private:
    /// An idle connection, or none and a reserved place for a new one.
    Idle takeOrReserve(Clock::time_point deadline) {
        std::unique_lock lock(mutex_);
        const auto possible = [this] { return !idle_.empty() || counters_.open < limits_.maxConnections; };
        if (!possible()) {
            ++counters_.waits;
            if (!freed_.wait_until(lock, deadline, possible)) {
                ++counters_.waitTimeouts;
                throw DbError(DbErrorKind::Timeout, 0, "no free connection to " + name());
            }
        }
        Idle taken;
        if (!idle_.empty()) {
            taken = std::move(idle_.back());  // the warmest one, so that those not needed grow old
            idle_.pop_back();
        } else {
            if (!breaker_.admit(Clock::now())) {
                freed_.notify_one();  // the place stays free: the next waiter shall hear of it, too
                throw DbError(DbErrorKind::Unreachable, 0, name() + " counts as down: " + breaker_.reason());
            }
            ++counters_.open;
        }
        ++counters_.inUse;
        return taken;
    }

    [[nodiscard]] bool usable(const Idle& idle) const {
        const auto now = Clock::now();
        if (now - idle.opened >= limits_.maxLifetime) return false;
        const bool check = idle.suspect || now - idle.returned >= limits_.checkAfterIdle;
        return !check || idle.connection->alive();
    }

    /// Fills the place that takeOrReserve() reserved.
    Idle connect() {
        try {
            auto connection = std::make_unique<Connection>(endpoint_, connectionLimits_);
            const auto now = Clock::now();
            if (connected()) groupware::log::information("db.up", {{"server", name()}});
            return {std::move(connection), now, now};
        } catch (const DbError& error) {
            if (connectFailed(error.what())) {
                groupware::log::warning("db.down", {{"server", name()}, {"reason", error.what()}});
            }
            throw;
        } catch (...) {
            connectFailed("not a database error");
            throw;
        }
    }

    /// @return true if the server counted as down
    bool connected() {
        const std::lock_guard lock(mutex_);
        ++counters_.connects;
        const bool wasDown = breaker_.open();
        breaker_.succeeded();
        return wasDown;
    }

    /// @return true if the server counts as down from now on
    bool connectFailed(const std::string& reason) {
        std::deque<Idle> useless;  // closed after the mutex is released
        const std::lock_guard lock(mutex_);
        ++counters_.connectFailures;
        const bool wasDown = breaker_.open();
        breaker_.failed(Clock::now(), reason);
        release();
        if (wasDown || !breaker_.open()) return false;
        useless.swap(idle_);  // a server that hangs would let each of them wait for the read timeout
        counters_.open -= static_cast<std::int64_t>(useless.size());
        freed_.notify_all();
        return true;
    }

    /// The caller's place is free again; mutex_ is held.
    void release() {
        --counters_.open;
        --counters_.inUse;
        freed_.notify_one();
    }

    [[nodiscard]] std::string name() const { return endpoint_.host + ":" + std::to_string(endpoint_.port); }

    const Endpoint endpoint_;
    const ConnectionLimits connectionLimits_;
    const PoolLimits limits_;

    mutable std::mutex mutex_;
    std::condition_variable freed_;
    std::deque<Idle> idle_;      // guarded by mutex_; returned last = back
    CircuitBreaker breaker_;     // guarded by mutex_
    ServerCounters counters_{};  // guarded by mutex_; `open` counts reserved places, too
};

Lease::Lease(Pool& pool, std::unique_ptr<Connection> connection, Clock::time_point opened)
    : pool_(&pool), connection_(std::move(connection)), opened_(opened) {}

Lease::Lease(Lease&&) noexcept = default;

Lease& Lease::operator=(Lease&& other) noexcept {
    if (this == &other) return *this;
    giveBack();
    pool_ = other.pool_;
    connection_ = std::move(other.connection_);
    opened_ = other.opened_;
    discarded_ = other.discarded_;
    return *this;
}

Lease::~Lease() {
    giveBack();
}

void Lease::giveBack() noexcept {
    if (connection_) pool_->state_->giveBack({std::move(connection_), opened_, {}}, discarded_);
}

Pool::Pool(Endpoint endpoint, const ConnectionLimits& connection, const PoolLimits& limits)
    : state_(std::make_unique<State>(std::move(endpoint), connection, limits)) {}
Pool::~Pool() = default;

Lease Pool::acquire() {
    auto taken = state_->acquire();
    return {*this, std::move(taken.connection), taken.opened};
}

const Endpoint& Pool::endpoint() const noexcept {
    return state_->endpoint();
}
bool Pool::available() const {
    return state_->available();
}
ServerCounters Pool::counters() const {
    return state_->counters();
}
void Pool::closeIdle() {
    state_->closeIdle();
}

void Pool::countRead() {
    state_->count([](ServerCounters& counters) { ++counters.reads; });
}
void Pool::countWrite() {
    state_->count([](ServerCounters& counters) { ++counters.writes; });
}
void Pool::countGate(bool passed, bool waited) {
    state_->count([&](ServerCounters& counters) {
        ++(!passed ? counters.gateMissed : waited ? counters.gateWaited : counters.gatePassed);
    });
}

}  // namespace dbpool

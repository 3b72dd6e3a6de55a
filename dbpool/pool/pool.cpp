#include "dbpool/pool/pool.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/pool/circuit_breaker.h"
#include "dbpool/pool/no_waiting.h"
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

/// The library's timers may end a little before the second is full.
constexpr std::chrono::milliseconds kTimerSlack{100};

/// Below are the server's own: it is there, and refuses.
constexpr int kFirstClientError = 2000;

/// A connection that nobody uses.
struct Idle {
    std::unique_ptr<Connection> connection;
    Clock::time_point opened;
    Clock::time_point returned;
    Purpose purpose = Purpose::Read;
    bool suspect = false;  ///< another connection to this server broke since
};

ConnectionLimits forReading(ConnectionLimits limits) {
    limits.readTimeout = std::min(limits.readTimeout, limits.answerTimeout);
    return limits;
}

}  // namespace

/// Connecting, pinging and closing happen outside the mutex: a connection taken out of `idle_`, or a place taken in
/// `open_`, belongs to the thread that took it.
class Pool::State {
public:
    State(Endpoint endpoint, const ConnectionLimits& connection, const PoolLimits& limits,
          std::function<void()> trouble)
        : endpoint_(std::move(endpoint)),
          trouble_(std::move(trouble)),
          readLimits_(forReading(connection)),
          writeLimits_(connection),
          limits_(limits),
          breaker_(limits.breakerFailures, limits.breakerProbe) {}

    Idle acquire(Purpose purpose, Clock::time_point latest) {
        NoWaiting::require("a database connection");
        const auto deadline = std::min(latest, Clock::now() + limits_.waitTimeout);
        for (;;) {
            Idle taken = takeOrReserve(deadline, purpose);
            if (!taken.connection) return connect(purpose);
            if (usable(taken)) return taken;
            drop(std::move(taken));
        }
    }

    void giveBack(Idle returned, bool discarded) {
        const auto now = Clock::now();
        const bool broken = returned.connection->broken();
        if (returned.connection->silent()) wentSilent();
        const bool keep = !broken && !discarded && now - returned.opened < limits_.maxLifetime && available();
        if (!keep) returned.connection.reset();
        if (broken) tell();

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
        for (std::deque<Idle> all = std::exchange(idle_, {}); Idle & idle : all) {
            const auto left = counters_.open - static_cast<std::int64_t>(old.size());
            const bool unused = now - idle.returned >= limits_.maxIdle && left > limits_.keptConnections;
            const bool close = unused || now - idle.opened >= limits_.maxLifetime;
            if (close)
                old.push_back(std::move(idle));
            else
                idle_.push_back(std::move(idle));
        }
        counters_.open -= static_cast<std::int64_t>(old.size());
        freed_.notify_all();
    }

    /// True if whoever wants a connection now has to wait for one.
    [[nodiscard]] bool full() const {
        const std::lock_guard lock(mutex_);
        return idle_.empty() && counters_.open >= limits_.maxConnections && !breaker_.open();
    }

    void foundDead(const std::string& reason) {
        open(reason);
        const std::lock_guard lock(mutex_);
        breaker_.failed(Clock::now(), reason);  // whoever found it was the probe
    }

    /// @return false if there is nothing to try
    [[nodiscard]] bool retryNow() {
        const std::lock_guard lock(mutex_);
        if (breaker_.open()) breaker_.retryNow(Clock::now());
        return breaker_.open();
    }

    /// Not one of the pool's: all of those may be waiting for a server that hangs.
    bool answersANewConnection() {
        const auto start = Clock::now();
        try {
            const Connection unpooled(endpoint_, readLimits_);
            return true;
        } catch (const DbError&) {
            if (tookTooLong(start)) wentSilent();
            return false;
        }
    }

    /// Connections are taken together, so that each is another one.
    void fill(const std::function<Lease()>& take) const {
        std::vector<Lease> taken;
        while (counters().open < limits_.keptConnections && available()) taken.push_back(take());
    }

    [[nodiscard]] const Endpoint& endpoint() const noexcept { return endpoint_; }
    [[nodiscard]] const ConnectionLimits& limitsFor(Purpose purpose) const noexcept {
        return purpose == Purpose::Read ? readLimits_ : writeLimits_;
    }
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
    Idle takeOrReserve(Clock::time_point deadline, Purpose purpose) {
        Idle other;  // of the other purpose, closed after the mutex is released to make room
        std::unique_lock lock(mutex_);
        const auto roomLeft = [this] { return counters_.open < limits_.maxConnections; };
        const auto possible = [&] { return !idle_.empty() || roomLeft() || breaker_.open(); };
        if (!possible()) {
            ++counters_.waits;
            if (!freed_.wait_until(lock, deadline, possible)) {
                ++counters_.waitTimeouts;
                throw DbError(DbErrorKind::Timeout, 0, "no free connection to " + name());
            }
        }
        Idle taken = takeIdle(purpose);
        if (!taken.connection) {
            if (!breaker_.admit(Clock::now())) {
                freed_.notify_one();  // the place stays free: the next waiter shall hear of it, too
                throw DbError(DbErrorKind::Unreachable, 0, name() + " counts as down: " + breaker_.reason());
            }
            if (!roomLeft() && !idle_.empty()) {
                other = std::move(idle_.front());
                idle_.pop_front();
                --counters_.open;
            }
            ++counters_.open;
        }
        ++counters_.inUse;
        return taken;
    }

    /// The warmest one, so that those not needed grow old; mutex_ is held.
    Idle takeIdle(Purpose purpose) {
        const auto found =
            std::find_if(idle_.rbegin(), idle_.rend(), [purpose](const Idle& idle) { return idle.purpose == purpose; });
        if (found == idle_.rend()) return {};
        Idle taken = std::move(*found);
        idle_.erase(std::next(found).base());
        return taken;
    }

    /// Closes a connection that turned out to be dead before it was lent.
    void drop(Idle dead) {
        if (dead.connection->silent()) wentSilent();
        dead.connection.reset();
        const std::lock_guard lock(mutex_);
        release();
    }

    /// The server did not answer: nobody else shall wait for it, until a probe finds it alive.
    void wentSilent() {
        if (open("no answer in time")) tell();
    }

    /// @return false if the server counts as down already
    bool open(const std::string& reason) {
        std::deque<Idle> useless;  // closed after the mutex is released
        {
            const std::lock_guard lock(mutex_);
            if (breaker_.open()) return false;
            breaker_.wentSilent(Clock::now(), reason);
            takeAllIdle(useless);
        }
        groupware::log::warning("db.down", {{"server", name()}, {"reason", reason}});
        return true;
    }

    /// They would let whoever takes them wait, one by one; mutex_ is held.
    void takeAllIdle(std::deque<Idle>& useless) {
        useless.swap(idle_);
        counters_.open -= static_cast<std::int64_t>(useless.size());
        freed_.notify_all();
    }

    [[nodiscard]] bool usable(const Idle& idle) const {
        const auto now = Clock::now();
        if (now - idle.opened >= limits_.maxLifetime) return false;
        const bool check = idle.suspect || now - idle.returned >= limits_.checkAfterIdle;
        if (!check) return true;
        // A ping would wait as long as a COMMIT may; a new connection knows within the connect timeout.
        return idle.purpose == Purpose::Read && idle.connection->alive();
    }

    /// Fills the place that takeOrReserve() reserved.
    Idle connect(Purpose purpose) {
        const auto start = Clock::now();
        try {
            auto connection = std::make_unique<Connection>(endpoint_, limitsFor(purpose));
            const auto now = Clock::now();
            if (connected()) groupware::log::information("db.up", {{"server", name()}});
            return {std::move(connection), now, now, purpose};
        } catch (const DbError& error) {
            if (connectFailed(error.what(), tookTooLong(start))) {
                groupware::log::warning("db.down", {{"server", name()}, {"reason", error.what()}});
            }
            if (error.code() >= kFirstClientError) tell();
            throw;
        } catch (...) {
            connectFailed("not a database error", false);
            throw;
        }
    }

    /// A connect that failed since `start` failed for lack of an answer.
    [[nodiscard]] bool tookTooLong(Clock::time_point start) const {
        return Clock::now() - start >= readLimits_.connectTimeout - kTimerSlack;
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
    bool connectFailed(const std::string& reason, bool silent) {
        std::deque<Idle> useless;  // closed after the mutex is released
        const std::lock_guard lock(mutex_);
        ++counters_.connectFailures;
        const bool wasDown = breaker_.open();
        if (silent) breaker_.wentSilent(Clock::now(), reason);
        breaker_.failed(Clock::now(), reason);
        release();
        if (wasDown || !breaker_.open()) return false;
        takeAllIdle(useless);
        return true;
    }

    /// The caller's place is free again; mutex_ is held.
    void release() {
        --counters_.open;
        --counters_.inUse;
        freed_.notify_one();
    }

    [[nodiscard]] std::string name() const { return endpoint_.host + ":" + std::to_string(endpoint_.port); }

    void tell() const {
        if (trouble_) trouble_();
    }

    const Endpoint endpoint_;
    const std::function<void()> trouble_;
    const ConnectionLimits readLimits_;
    const ConnectionLimits writeLimits_;
    const PoolLimits limits_;

    mutable std::mutex mutex_;
    std::condition_variable freed_;
    std::deque<Idle> idle_;      // guarded by mutex_; returned last = back
    CircuitBreaker breaker_;     // guarded by mutex_
    ServerCounters counters_{};  // guarded by mutex_; `open` counts reserved places, too
};

Lease::Lease(Pool& pool, std::unique_ptr<Connection> connection, Clock::time_point opened, Purpose purpose)
    : pool_(&pool), connection_(std::move(connection)), opened_(opened), purpose_(purpose) {}

Lease::Lease(Lease&&) noexcept = default;

Lease& Lease::operator=(Lease&& other) noexcept {
    if (this == &other) return *this;
    giveBack();
    pool_ = other.pool_;
    connection_ = std::move(other.connection_);
    opened_ = other.opened_;
    purpose_ = other.purpose_;
    discarded_ = other.discarded_;
    return *this;
}

Lease::~Lease() {
    giveBack();
}

void Lease::giveBack() noexcept {
    if (connection_) pool_->state_->giveBack({std::move(connection_), opened_, {}, purpose_}, discarded_);
}

Pool::Pool(Endpoint endpoint, const ConnectionLimits& connection, const PoolLimits& limits,
           std::function<void()> trouble)
    : state_(std::make_unique<State>(std::move(endpoint), connection, limits, std::move(trouble))) {}
Pool::~Pool() = default;

Lease Pool::acquire(Purpose purpose, Clock::time_point deadline) {
    auto taken = state_->acquire(purpose, deadline);
    return {*this, std::move(taken.connection), taken.opened, purpose};
}

const Endpoint& Pool::endpoint() const noexcept {
    return state_->endpoint();
}
std::chrono::seconds Pool::longestAnswer(Purpose purpose) const noexcept {
    return state_->limitsFor(purpose).readTimeout;
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
void Pool::fill() {
    state_->fill([this] { return acquire(); });
}
bool Pool::probe() {
    try {
        if (state_->full()) return state_->answersANewConnection();
        return acquire()->alive();
    } catch (const DbError&) {
        return false;
    }
}
void Pool::foundAlive() {
    if (state_->retryNow()) static_cast<void>(probe());
}
void Pool::foundDead(const std::string& reason) {
    state_->foundDead(reason);
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

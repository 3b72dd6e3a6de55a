#include "filestore/io_pool.h"

#include "filestore/options.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace filestore {

using groupware::Error;
using groupware::ErrorCode;
using Steady = std::chrono::steady_clock;

IoLimits ioLimits(const groupware::Configuration& configuration) {
    return {.threads = static_cast<int>(configuration.get(kThreads)),
            .queue = static_cast<int>(configuration.get(kQueue)),
            .timeout = configuration.get(kTimeout),
            .stall = configuration.get(kStall),
            .breakerFailures = static_cast<int>(configuration.get(kBreakerFailures)),
            .breakerProbe = configuration.get(kBreakerProbe),
            .tryInterval = configuration.get(kTryInterval)};
}

struct IoPool::Ticket {
    std::function<void()> work;
    bool probe = false;      ///< let through by an open breaker
    bool abandoned = false;  ///< its caller is gone; guarded by State::mutex
};

struct IoPool::State {
    explicit State(const IoLimits& l) : limits(l), busySince(static_cast<std::size_t>(l.threads)) {}

    const IoLimits limits;
    std::mutex mutex;
    std::condition_variable wake;                              ///< work or the end
    std::condition_variable finished;                          ///< a thread ended
    std::deque<std::shared_ptr<Ticket>> queue;                 // guarded by mutex
    std::vector<std::optional<Steady::time_point>> busySince;  // per thread; guarded by mutex
    bool stopping = false;                                     // guarded by mutex
    int running = 0;                                           // threads alive; guarded by mutex
    int failures = 0;                                          // timeouts in a row; guarded by mutex
    bool probing = false;                                      // guarded by mutex
    Steady::time_point nextProbe;                              // guarded by mutex
    std::optional<Steady::time_point> attemptSince;            // while one is under way; guarded by mutex
    Steady::time_point nextAttempt;                            // guarded by mutex
    std::atomic<bool> working{true};

    void serve(std::size_t slot);
    void attempted(bool fine);
    [[nodiscard]] bool open() const { return failures >= limits.breakerFailures; }
    [[nodiscard]] bool stuck() const {
        const auto limit = Steady::now() - limits.stall;
        return std::all_of(busySince.begin(), busySince.end(),
                           [&](const auto& since) { return since.has_value() && *since < limit; });
    }
};

void IoPool::State::serve(std::size_t slot) {
    std::unique_lock lock(mutex);
    while (true) {
        wake.wait(lock, [this] { return stopping || !queue.empty(); });
        if (queue.empty()) break;
        auto ticket = std::move(queue.front());
        queue.pop_front();
        if (ticket->abandoned) continue;
        busySince[slot] = Steady::now();
        lock.unlock();
        ticket->work();
        ticket.reset();  // what the work owned is closed here, on this thread
        lock.lock();
        busySince[slot].reset();
    }
    --running;
    finished.notify_all();
}

void IoPool::State::attempted(bool fine) {
    const std::lock_guard lock(mutex);
    attemptSince.reset();
    nextAttempt = Steady::now() + limits.tryInterval;
    failures = 0;  // it answers
    working = fine;
}

IoPool::IoPool(const IoLimits& limits) : state_(std::make_shared<State>(limits)) {
    state_->running = limits.threads;
    for (std::size_t slot = 0; slot < state_->busySince.size(); ++slot) {
        std::thread([state = state_, slot] { state->serve(slot); }).detach();
    }
}

IoPool::~IoPool() {
    std::unique_lock lock(state_->mutex);
    state_->stopping = true;
    state_->wake.notify_all();
    if (!state_->finished.wait_for(lock, state_->limits.timeout, [this] { return state_->running == 0; })) {
        groupware::log::warning("filestore.pool.stuck", {{"threads", state_->running}});
    }
}

std::chrono::milliseconds IoPool::timeout() const noexcept {
    return state_->limits.timeout;
}

bool IoPool::available() const {
    const std::lock_guard lock(state_->mutex);
    const auto& since = state_->attemptSince;
    return !state_->open() && (!since || Steady::now() - *since <= state_->limits.timeout);
}

bool IoPool::working() const noexcept {
    return state_->working;
}

void IoPool::setWorking(bool working) noexcept {
    state_->working = working;
}

std::shared_ptr<IoPool::Ticket> IoPool::submit(std::function<void()> work) {
    auto ticket = std::make_shared<Ticket>();
    ticket->work = std::move(work);
    const std::lock_guard lock(state_->mutex);
    if (state_->open()) {
        const auto now = Steady::now();
        if (state_->probing || now < state_->nextProbe) {
            throw Error(ErrorCode::Unavailable, "filestore breaker is open", "The file storage does not answer.");
        }
        ticket->probe = state_->probing = true;
        state_->nextProbe = now + state_->limits.breakerProbe;
    } else if (state_->stuck() ||
               static_cast<int>(state_->queue.size()) >= state_->limits.queue + state_->limits.threads) {
        throw Error(ErrorCode::Unavailable, "filestore threads are stuck or its queue is full",
                    "The file storage is overloaded.");
    }
    state_->queue.push_back(ticket);
    state_->wake.notify_one();
    return ticket;
}

void IoPool::giveUp(const std::shared_ptr<Ticket>& ticket) {
    {
        const std::lock_guard lock(state_->mutex);
        ticket->abandoned = true;
        if (ticket->probe) state_->probing = false;
        ++state_->failures;
        state_->nextProbe = Steady::now() + state_->limits.breakerProbe;
    }
    groupware::log::warning("filestore.timeout", {{"ms", state_->limits.timeout.count()}});
    throw Error(ErrorCode::Unavailable, "filestore operation timed out", "The file storage does not answer.");
}

void IoPool::succeeded(const std::shared_ptr<Ticket>& ticket) {
    const std::lock_guard lock(state_->mutex);
    if (ticket->probe) state_->probing = false;
    state_->failures = 0;
}

void IoPool::post(std::function<void()> work) {
    auto ticket = std::make_shared<Ticket>();
    ticket->work = [work = std::move(work)] {
        try {
            work();
        } catch (const std::exception& error) {
            groupware::log::warning("filestore.cleanup", {{"error", error.what()}});
        }
    };
    const std::lock_guard lock(state_->mutex);
    state_->queue.push_back(std::move(ticket));
    state_->wake.notify_one();
}

void IoPool::attempt(std::function<void()> work) {
    const std::lock_guard lock(state_->mutex);
    const auto now = Steady::now();
    if (state_->attemptSince || now < state_->nextAttempt) return;
    auto ticket = std::make_shared<Ticket>();
    // The state outlives what its threads run; holding it here would keep it for ever if nobody runs this.
    ticket->work = [state = state_.get(), work = std::move(work)] {
        try {
            work();
            state->attempted(true);
        } catch (const std::exception& error) {
            groupware::log::warning("filestore.attempt_failed", {{"error", error.what()}});
            state->attempted(false);
        }
    };
    state_->queue.push_back(std::move(ticket));
    state_->attemptSince = now;
    state_->wake.notify_one();
}

}  // namespace filestore

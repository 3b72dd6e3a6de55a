#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace dbpool {

/// How many questions were put, and how many of them were answered by another caller's run.
struct SharedRunCounters {
    std::uint64_t asked = 0;
    std::uint64_t shared = 0;
};

/// Runs one question for several callers: who comes while a run of the same question is under way waits for the next
/// one, together with all others that do. A run that began before a caller came is never that caller's answer, because
/// it may have seen an older state. Safe to call from any thread.
///
/// @tparam Answer  copyable: every caller gets one
template <class Answer>
class SharedRuns {
public:
    using Run = std::function<Answer()>;

    /// @param patience  how long a next run waits at most for the one under way to end: a run that hangs holds up
    ///                  nobody else, and nobody waits longer than this on top of a run of its own
    explicit SharedRuns(std::chrono::milliseconds patience) : patience_(patience) {}

    /// Calls `run`, or returns what another caller's run answers, or throws what it throws.
    /// @param key  names the question: equal keys may get each other's answers
    Answer get(const std::string& key, const Run& run) {
        std::unique_lock lock(mutex_);
        ++counters_.asked;
        Lane& lane = lanes_[key];
        if (lane.next) {
            ++counters_.shared;
            return follow(lock, lane.next);
        }
        const auto flight = std::make_shared<Flight>();
        if (lane.current) {
            const auto ahead = lane.current;
            lane.next = flight;
            ahead->ended.wait_for(lock, patience_, [&] { return ahead->done; });
            lanes_[key].next.reset();
        }
        lanes_[key].current = flight;
        return lead(lock, key, flight, run);
    }

    [[nodiscard]] SharedRunCounters counters() const {
        const std::scoped_lock lock(mutex_);
        return counters_;
    }

private:
    struct Flight {
        std::condition_variable ended;
        int sharers = 0;  ///< callers beside the one who runs it
        bool done = false;
        std::optional<Answer> answer;
        std::exception_ptr error;
    };
    /// What is known of one question. Flights are shared with the callers that wait for them.
    struct Lane {
        std::shared_ptr<Flight> current;  ///< under way
        std::shared_ptr<Flight> next;     ///< not begun: whoever comes may join
    };

    static Answer follow(std::unique_lock<std::mutex>& lock, const std::shared_ptr<Flight>& joined) {
        const auto flight = joined;  // the lane may be gone when it ends
        ++flight->sharers;
        flight->ended.wait(lock, [&] { return flight->done; });
        if (flight->error) std::rethrow_exception(flight->error);
        return *flight->answer;
    }

    Answer lead(std::unique_lock<std::mutex>& lock, const std::string& key, const std::shared_ptr<Flight>& flight,
                const Run& run) {
        lock.unlock();
        std::optional<Answer> answer;
        std::exception_ptr error;
        try {
            answer = run();
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        flight->done = true;
        flight->error = error;
        if (flight->sharers > 0) flight->answer = answer;
        const auto lane = lanes_.find(key);
        if (lane != lanes_.end() && lane->second.current == flight) {
            lane->second.current.reset();
            if (!lane->second.next) lanes_.erase(lane);
        }
        flight->ended.notify_all();
        if (error) std::rethrow_exception(error);
        return std::move(*answer);
    }

    const std::chrono::milliseconds patience_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Lane> lanes_;  // guarded by mutex_; only questions with a run under way
    SharedRunCounters counters_;                   // guarded by mutex_
};

}  // namespace dbpool

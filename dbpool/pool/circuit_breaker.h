#pragma once

#include <chrono>
#include <string>

namespace dbpool {

/// Counts failed connects in a row, hears of servers that went silent, and decides who may try. Not thread-safe: its
/// pool's mutex guards it. Times are given by the caller.
class CircuitBreaker {
public:
    using Clock = std::chrono::steady_clock;

    CircuitBreaker(int failuresToOpen, std::chrono::milliseconds probeEvery)
        : failuresToOpen_(failuresToOpen), probeEvery_(probeEvery) {}

    [[nodiscard]] bool open() const noexcept { return failures_ >= failuresToOpen_; }
    /// True if a connect may be tried now. While open, that is one probe at a time, once per interval; the answer must
    /// be followed by succeeded() or failed().
    [[nodiscard]] bool admit(Clock::time_point now);
    void succeeded();
    void failed(Clock::time_point now, std::string reason);
    /// The server did not answer in time: open at once, and the next caller is the probe.
    void wentSilent(Clock::time_point now, std::string reason);
    /// Somebody reached the server by other means: the next caller is the probe, without waiting for its turn.
    void retryNow(Clock::time_point now) { nextProbe_ = now; }
    /// Why the last connect failed, or the last statement was given up.
    [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

private:
    int failuresToOpen_;
    std::chrono::milliseconds probeEvery_;
    int failures_ = 0;
    bool probing_ = false;
    Clock::time_point nextProbe_;
    std::string reason_;
};

}  // namespace dbpool

#pragma once

#include <chrono>
#include <mutex>

namespace dbpool {

/// Keeps reads away from a replica that is behind, so that not every one of them pays the gate's wait. Opens after a
/// number of misses in a row; then lets one read in per interval try the replica again. Safe to call from any thread.
class GateBreaker {
public:
    using Instant = std::chrono::steady_clock::time_point;

    GateBreaker(int misses, std::chrono::milliseconds probeInterval)
        : allowedMisses_(misses), probeInterval_(probeInterval) {}

    /// True if the replica may be asked; while open, true for one caller per interval.
    [[nodiscard]] bool allows(Instant now);
    void passed();
    void missed(Instant now);

private:
    const int allowedMisses_;
    const std::chrono::milliseconds probeInterval_;
    std::mutex mutex_;
    int misses_ = 0;     // guarded by mutex_
    Instant nextProbe_;  // guarded by mutex_
};

}  // namespace dbpool

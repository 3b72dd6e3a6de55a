#pragma once

#include "groupware/base/clock.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <vector>

namespace groupware::main {

/// The time on which all nodes agree: the median of the clocks of the config DB's servers, and of this machine's if
/// they are an even number. A machine whose clock jumps, be it a node or one of several servers, then neither ends
/// sessions nor breaks locks. Between two looks, and while no server answers, it goes on with the monotonic clock.
class ClusterClock final : public Clock {
public:
    /// What the servers' clocks show now, of those that are known. Called from any thread, once per interval.
    using Servers = std::function<std::vector<Instant>()>;

    /// @param own  this machine's; both must outlive this object
    ClusterClock(const Clock& own, Servers servers, std::chrono::milliseconds interval = std::chrono::seconds(1));

    [[nodiscard]] Instant now() const override;

private:
    using Steady = std::chrono::steady_clock;

    void look(Steady::time_point at) const;

    const Clock& own_;
    const Servers servers_;
    const std::chrono::milliseconds interval_;

    mutable std::mutex mutex_;
    mutable Steady::time_point nextLook_{};       // guarded by mutex_
    mutable std::chrono::milliseconds offset_{};  // guarded by mutex_; this clock minus the monotonic one
    mutable bool set_ = false;                    // guarded by mutex_
    mutable bool differs_ = false;                // guarded by mutex_
};

}  // namespace groupware::main

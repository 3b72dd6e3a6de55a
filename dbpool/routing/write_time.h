#pragma once

#include "dbpool/routing/limits.h"

#include <chrono>

namespace dbpool {

/// The time of one write: what the request that this thread runs (CountingScope) has left of RoutingLimits::writeTime,
/// or all of it outside of requests. What the write waited is the request's loss when this object goes. A write that
/// took less than a second has worked and not waited: a request may do any number of those.
class WriteTime {
public:
    using Clock = std::chrono::steady_clock;

    explicit WriteTime(const RoutingLimits& limits);
    ~WriteTime();
    WriteTime(const WriteTime&) = delete;
    WriteTime& operator=(const WriteTime&) = delete;

    /// Until when the write may take.
    [[nodiscard]] Clock::time_point end() const noexcept { return end_; }
    /// Until when a master may be waited for, from now on.
    [[nodiscard]] Clock::time_point masterDeadline() const;

private:
    const std::chrono::milliseconds writeWait_;
    const Clock::time_point begin_;
    const Clock::time_point end_;
};

}  // namespace dbpool

#include "groupware/main/cluster_clock.h"

#include "groupware/base/log.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace groupware::main {
namespace {

/// Beyond this an operator has to set this machine's clock.
constexpr std::chrono::minutes kTolerance{1};

std::chrono::milliseconds monotonic(std::chrono::steady_clock::time_point at) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
}

}  // namespace

ClusterClock::ClusterClock(const Clock& own, Servers servers, std::chrono::milliseconds interval)
    : own_(own), servers_(std::move(servers)), interval_(interval) {}

Instant ClusterClock::now() const {
    const auto at = Steady::now();
    const std::scoped_lock lock(mutex_);
    if (at >= nextLook_) look(at);
    return Instant(monotonic(at) + offset_);
}

/// mutex_ is held; nothing here waits for anybody.
void ClusterClock::look(Steady::time_point at) const {
    nextLook_ = at + interval_;
    auto clocks = servers_();
    if (clocks.empty() && set_) return;
    const Instant own = own_.now();
    set_ = !clocks.empty();
    if (clocks.size() % 2 == 0) clocks.push_back(own);
    const auto middle = clocks.begin() + static_cast<std::ptrdiff_t>(clocks.size() / 2);
    std::nth_element(clocks.begin(), middle, clocks.end());
    offset_ = middle->time_since_epoch() - monotonic(at);

    const bool differs = std::chrono::abs(*middle - own) > kTolerance;
    if (std::exchange(differs_, differs) == differs) return;
    const auto ahead = (own - *middle).count();
    if (differs)
        log::warning("clock.differs", {{"aheadMs", ahead}});
    else
        log::information("clock.agrees", {{"aheadMs", ahead}});
}

}  // namespace groupware::main

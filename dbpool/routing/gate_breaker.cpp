#include "dbpool/routing/gate_breaker.h"

namespace dbpool {

bool GateBreaker::allows(Instant now) {
    const std::scoped_lock lock(mutex_);
    if (misses_ < allowedMisses_) return true;
    if (now < nextProbe_) return false;
    nextProbe_ = now + probeInterval_;
    return true;
}

void GateBreaker::passed() {
    const std::scoped_lock lock(mutex_);
    misses_ = 0;
}

void GateBreaker::missed(Instant now) {
    const std::scoped_lock lock(mutex_);
    if (misses_ < allowedMisses_) ++misses_;
    if (misses_ == allowedMisses_) nextProbe_ = now + probeInterval_;
}

}  // namespace dbpool

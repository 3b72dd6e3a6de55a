#include "dbpool/pool/circuit_breaker.h"

#include <utility>

namespace dbpool {

bool CircuitBreaker::admit(Clock::time_point now) {
    if (!open()) return true;
    if (probing_ || now < nextProbe_) return false;
    probing_ = true;
    return true;
}

void CircuitBreaker::succeeded() {
    failures_ = 0;
    probing_ = false;
}

void CircuitBreaker::failed(Clock::time_point now, std::string reason) {
    if (!open()) ++failures_;
    probing_ = false;
    nextProbe_ = now + probeEvery_;
    reason_ = std::move(reason);
}

void CircuitBreaker::wentSilent(Clock::time_point now, std::string reason) {
    if (open()) return;  // told already, perhaps a probe is under way
    failures_ = failuresToOpen_;
    nextProbe_ = now;
    reason_ = std::move(reason);
}

}  // namespace dbpool

#include "dbpool/routing/write_time.h"

#include "dbpool/routing/request_counters.h"

#include <algorithm>

namespace dbpool {

namespace {

constexpr std::chrono::seconds kWork{1};

WriteTime::Clock::duration waitedSoFar() {
    const RequestCounters* counters = CountingScope::current();
    return counters == nullptr ? WriteTime::Clock::duration::zero() : counters->waited;
}

}  // namespace

WriteTime::WriteTime(const RoutingLimits& limits)
    : writeWait_(limits.writeWait), begin_(Clock::now()), end_(begin_ + limits.writeTime - waitedSoFar()) {}

WriteTime::~WriteTime() {
    const auto took = Clock::now() - begin_;
    RequestCounters* counters = CountingScope::current();
    if (counters != nullptr && took > kWork) counters->waited += took;
}

WriteTime::Clock::time_point WriteTime::masterDeadline() const {
    return std::min(Clock::now() + writeWait_, end_);
}

}  // namespace dbpool

#include "dbpool/routing/request_counters.h"

namespace dbpool {

namespace {

/// A request runs on one thread, and everything it calls counts for it without carrying a parameter along.
RequestCounters*& slot() noexcept {
    thread_local RequestCounters* counters = nullptr;
    return counters;
}

}  // namespace

CountingScope::CountingScope(RequestCounters& counters) noexcept : previous_(slot()) {
    slot() = &counters;
}

CountingScope::~CountingScope() {
    slot() = previous_;
}

RequestCounters* CountingScope::current() noexcept {
    return slot();
}

}  // namespace dbpool

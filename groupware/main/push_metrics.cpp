#include "groupware/main/push_metrics.h"

#include <atomic>
#include <cstdint>

namespace groupware::main {
namespace {

double valueOf(const std::atomic<std::uint64_t>& counter) {
    return static_cast<double>(counter.load(std::memory_order_relaxed));
}

}  // namespace

void collectPushMetrics(const push::ChangeFeed& feed, MetricsWriter& writer) {
    const auto& counters = feed.counters();
    writer.gauge("yoke_push_waiting", "Clients that wait for changes of folders.", static_cast<double>(feed.waiting()));
    writer.counter("yoke_push_polls_total", "Contexts that were looked at for changes.", valueOf(counters.polls));
    writer.counter("yoke_push_poll_failures_total", "The same, in vain.", valueOf(counters.failures));
    writer.counter("yoke_push_wakes_total", "Waiting clients for whom there was something.", valueOf(counters.wakes));
}

}  // namespace groupware::main

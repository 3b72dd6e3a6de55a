#include "groupware/main/net_metrics.h"

#include <atomic>
#include <cstdint>
#include <string>

namespace groupware::main {
namespace {

double valueOf(const std::atomic<std::uint64_t>& counter) {
    return static_cast<double>(counter.load(std::memory_order_relaxed));
}

void collectProtocol(const net::ServerCounters::PerProtocol& counters, const char* protocol, MetricsWriter& writer) {
    const MetricsWriter::Labels labels{{"protocol", protocol}};
    writer.counter("yoke_net_connections_total", "Connections accepted.", valueOf(counters.accepted), labels);
    writer.counter("yoke_net_connections_refused_total", "Connections refused beyond a limit or by address.",
                   valueOf(counters.refused), labels);
    writer.gauge("yoke_net_connections_open", "Connections open now.", valueOf(counters.open), labels);
    writer.counter("yoke_net_requests_total", "Requests read.", valueOf(counters.requests), labels);
    writer.counter("yoke_net_parse_errors_total", "What came and was no request.", valueOf(counters.parseErrors),
                   labels);
}

}  // namespace

void collectNetMetrics(const net::ServerCounters& counters, MetricsWriter& writer) {
    collectProtocol(counters.of(net::Protocol::Http), "http", writer);
    collectProtocol(counters.of(net::Protocol::Ajp), "ajp", writer);
    for (std::size_t i = 0; i < net::kRefusals.size(); ++i) {
        const auto& kind = net::kRefusals.at(i);
        writer.counter("yoke_net_refusals_total",
                       "What the connectors turned away, by reason and status; status 0 got no answer.",
                       valueOf(counters.refusals.at(i)),
                       {{"reason", std::string(kind.name)}, {"status", std::to_string(kind.status)}});
    }
    writer.counter("yoke_net_timeouts_total", "Connections cut off because the client was too slow.",
                   valueOf(counters.timeouts));
    writer.counter("yoke_net_overloads_total", "Requests refused for want of a worker.", valueOf(counters.overloads));
    writer.counter("yoke_net_handler_failures_total", "Exceptions that left a handler or broke a stream.",
                   valueOf(counters.handlerFailures));
    writer.counter("yoke_net_ajp_pings_total", "CPINGs answered.", valueOf(counters.pings));
    writer.gauge("yoke_net_queue_length", "Requests that wait for a worker now.", valueOf(counters.queueLength));
    writer.gauge("yoke_net_requests_parked", "Requests that wait without a worker now.", valueOf(counters.parkedNow));
    writer.counter("yoke_net_requests_parked_total", "Waits without a worker that began.", valueOf(counters.parked));
    writer.counter("yoke_net_parking_full_total", "Requests that found no room to wait.",
                   valueOf(counters.parkingFull));
    writer.counter("yoke_net_parked_left_total", "Requests whose client left while they waited.",
                   valueOf(counters.parkedLeft));
    writer.gauge("yoke_net_workers_busy", "Workers that run a request now.", valueOf(counters.busyWorkers));
}

}  // namespace groupware::main

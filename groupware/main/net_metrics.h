#pragma once

#include "groupware/main/metrics.h"
#include "groupware/net/counters.h"

namespace groupware::main {

/// Connections, requests and refusals of the connectors.
void collectNetMetrics(const net::ServerCounters& counters, MetricsWriter& writer);

}  // namespace groupware::main

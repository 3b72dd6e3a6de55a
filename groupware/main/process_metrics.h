#pragma once

#include "groupware/main/metrics.h"

namespace groupware::main {

/// What the kernel says about this process, under the names that Prometheus' own clients use.
void collectProcessMetrics(MetricsWriter& writer);

}  // namespace groupware::main

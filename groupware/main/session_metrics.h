#pragma once

#include "groupware/main/metrics.h"
#include "groupware/session/session_counters.h"

namespace groupware::main {

/// Logins that succeeded and failed, sessions that ended.
void collectSessionMetrics(const session::LoginCounters& logins, const session::SessionEndCounters& ends,
                           MetricsWriter& writer);

}  // namespace groupware::main

#pragma once

#include "groupware/main/metrics.h"
#include "groupware/push/change_feed.h"

namespace groupware::main {

/// Who waits for changes, and how they are looked for.
void collectPushMetrics(const push::ChangeFeed& feed, MetricsWriter& writer);

}  // namespace groupware::main

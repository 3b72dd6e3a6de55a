#pragma once

#include "admin/service/cluster.h"
#include "dbpool/configdb/named_lock.h"
#include "groupware/base/ids.h"

#include <chrono>
#include <optional>

namespace admin {

/// One operation per context at a time, in the whole cluster. Free again when its holder dies.
/// @return nothing if somebody else held it for all of `wait`
[[nodiscard]] inline std::optional<dbpool::NamedLock> lockContext(const Cluster& cluster, groupware::ContextId context,
                                                                  std::chrono::milliseconds wait) {
    return dbpool::NamedLock::tryAcquire(cluster.config.masterEndpoint(), cluster.configSchema,
                                         "context." + std::to_string(context.value), wait);
}

}  // namespace admin

#pragma once

#include "admin/service/cluster.h"
#include "dbpool/configdb/context_registry.h"

#include <cstdint>
#include <map>
#include <vector>

namespace admin {

/// Octets that the files of contexts use, with one statement for each schema they live in. Without a master a
/// replica is asked, which may be some moments behind. Contexts of a database that does not answer are left out: a
/// report goes on without their figures.
[[nodiscard]] std::map<groupware::ContextId, std::int64_t> usedBytes(
    const Cluster& cluster, const std::vector<dbpool::RegisteredContext>& contexts);

}  // namespace admin

#pragma once

#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/limits.h"

#include <cstdint>
#include <string>

namespace dbpool {

/// Deletes change records that are old enough; see ContextDatabase::removeOldChanges(). Safe to call from any thread.
class ChangeTrimmer {
public:
    /// `clusters` must outlive this object.
    ChangeTrimmer(ClusterDirectory& clusters, const RoutingLimits& limits) : clusters_(clusters), limits_(limits) {}

    /// Works on one schema, unless another node is at it. @return rows deleted
    std::int64_t trim(std::int64_t cluster, const std::string& schema);

private:
    ClusterDirectory& clusters_;
    RoutingLimits limits_;
};

}  // namespace dbpool

#pragma once

#include "dbpool/configdb/placement.h"
#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/limits.h"

namespace dbpool {

/// Deletes all rows of a context at one place; see ContextDatabase::drop(). Safe to call from any thread.
class ContextEraser {
public:
    /// `clusters` must outlive this object.
    ContextEraser(ClusterDirectory& clusters, const RoutingLimits& limits) : clusters_(clusters), limits_(limits) {}

    void erase(groupware::ContextId context, const ContextLocation& location);

private:
    ClusterDirectory& clusters_;
    RoutingLimits limits_;
};

}  // namespace dbpool

#pragma once

#include "dbpool/configdb/placement.h"
#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/gate.h"
#include "dbpool/routing/placement_cache.h"
#include "dbpool/routing/session.h"
#include "groupware/base/freshness.h"

#include <memory>
#include <vector>

namespace dbpool {

/// Finds the server whose snapshot proves the freshness that a read needs. Safe to call from any thread.
class Reader {
public:
    /// Both must outlive this object.
    Reader(PlacementCache& placements, ClusterDirectory& clusters, const RoutingLimits& limits)
        : placements_(placements), clusters_(clusters), limits_(limits) {}

    /// A session whose `look` proved the freshness. See ContextDatabase::read().
    [[nodiscard]] std::unique_ptr<Session> open(groupware::ContextId context, const groupware::Freshness& freshness,
                                                const Look& look);

private:
    struct Target;
    struct Required;

    std::unique_ptr<Session> openAt(const Target& target, const groupware::Freshness& freshness);
    static Required requirement(const Target& target, const groupware::Freshness& freshness);
    static Required askMaster(const Target& target);
    static bool isAheadOfMaster(const Target& target, const Session& session, const Required& required);
    std::unique_ptr<Session> openReplica(const Target& target, DatabaseServer& replica, const Required& required) const;
    std::unique_ptr<Session> openMaster(const Target& target);
    std::unique_ptr<Session> openUnproven(const Target& target, const std::vector<DatabaseServer*>& replicas);

    PlacementCache& placements_;
    ClusterDirectory& clusters_;
    RoutingLimits limits_;
};

}  // namespace dbpool

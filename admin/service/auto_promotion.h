#pragma once

#include "admin/service/watched_cluster.h"

#include <future>
#include <map>
#include <string>
#include <vector>

namespace admin {

/// Automatic promotion: watches all clusters, each on a thread of its own, so that a promotion that takes long, or a
/// server that hangs, keeps no other cluster waiting. Several daemons may do so; the servers' locks let one of them
/// act. Used by one thread.
class AutoPromotion {
public:
    /// @param service  must outlive this object
    AutoPromotion(ReplicationService& service, const AutoPromotionLimits& limits)
        : service_(service), limits_(limits) {}

    /// Looks at every cluster that is not being looked at; returns at once. Called again and again. The destructor
    /// waits for what is under way.
    void look();

private:
    struct Watch {
        WatchedCluster cluster;
        DatabaseGroup group;
        std::future<void> running;
    };
    void refresh();

    ReplicationService& service_;
    const AutoPromotionLimits limits_;
    std::map<std::string, Watch> watches_;  ///< by the group's name; clusters are never renamed
};

}  // namespace admin

#pragma once

#include "admin/service/replication_service.h"
#include "dbpool/replication/master_outage.h"

#include <chrono>
#include <string>
#include <vector>

namespace admin {

/// When a cluster is promoted without being asked; the options `admin.autoPromote...`.
struct AutoPromotionLimits {
    int looks = 3;
    std::chrono::milliseconds pause{60'000};
    std::chrono::milliseconds retry{5'000};
};

/// Watches the servers of one cluster and promotes when its master is lost. What it finds is logged when it changes.
/// Used by one thread at a time.
class WatchedCluster {
public:
    /// @param service  must outlive this object
    WatchedCluster(ReplicationService& service, const AutoPromotionLimits& limits)
        : service_(service), limits_(limits), outage_(limits.looks) {}

    /// Looks once, and does what is to be done; a promotion may take long. Failures are logged.
    void look(const DatabaseGroup& group) noexcept;

private:
    using Clock = dbpool::MasterOutage::Clock;

    void tryLook(const DatabaseGroup& group);
    void checkRights(const DatabaseGroup& group, const std::vector<dbpool::MemberView>& views);
    void act(const DatabaseGroup& group, const std::vector<dbpool::MemberView>& views);
    void finish(const DatabaseGroup& group, const std::string& master);
    void attempted(const DatabaseGroup& group, const PromotionAnswer& answer);
    void failed(const DatabaseGroup& group, const std::string& reason);
    void say(const DatabaseGroup& group, const std::string& state, const std::string& reason);

    ReplicationService& service_;
    const AutoPromotionLimits limits_;
    dbpool::MasterOutage outage_;
    std::string said_;      ///< the last state that was logged
    std::string accounts_;  ///< the accounts whose rights were checked
    int failures_ = 0;      ///< attempts in a row
    Clock::time_point notBefore_{};
};

}  // namespace admin

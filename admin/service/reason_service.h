#pragma once

#include "admin/service/cluster.h"
#include "dbpool/configdb/maintenance_reasons.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace admin {

/// Provisioning of the reasons for which contexts are disabled. Safe to call from any thread. Every function throws
/// what ReasonRegistry and ConfigDatabase throw.
class ReasonService {
public:
    /// @param cluster  must outlive this object
    explicit ReasonService(const Cluster& cluster) : cluster_(cluster) {}

    std::int64_t create(const std::string& text);
    void remove(std::int64_t reason);
    [[nodiscard]] std::vector<dbpool::MaintenanceReason> list(std::string_view pattern);

private:
    const Cluster& cluster_;
};

}  // namespace admin

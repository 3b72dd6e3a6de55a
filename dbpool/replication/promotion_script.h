#pragma once

#include "dbpool/replication/promotion_plan.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dbpool {

/// The plan as lines for a person: comments, and the SQL that does it by hand, server by server. Passwords are left
/// out.
[[nodiscard]] std::vector<std::string> scriptOf(const PromotionPlan& plan, std::span<const MemberView> views,
                                                const PromotionRequest& request, const std::string& schema,
                                                std::int64_t newTerm);

}  // namespace dbpool

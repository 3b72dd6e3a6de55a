#pragma once

#include "admin/service/cluster.h"
#include "groupware/principals/object_quota.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace admin {

/// How many objects of a module a context may have, by the module's name: 0 = unlimited, a negative number takes what
/// was set away.
using QuotaInput = std::map<std::string, std::int64_t>;

/// Provisioning of the object quotas of contexts. Safe to call from any thread. Every function throws AdminError
/// NoSuchContext or InvalidData, or what ContextDatabase throws.
class QuotaService {
public:
    /// @param cluster  must outlive this object
    explicit QuotaService(const Cluster& cluster) : cluster_(cluster) {}

    void set(groupware::ContextId context, const QuotaInput& quotas);
    /// Those that were set.
    [[nodiscard]] std::vector<groupware::principals::ObjectQuota> list(groupware::ContextId context);

private:
    const Cluster& cluster_;
};

}  // namespace admin

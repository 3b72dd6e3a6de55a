#pragma once

#include "admin/service/cluster.h"
#include "groupware/principals/group.h"

#include <string_view>
#include <vector>

namespace admin {

/// Provisioning of the groups of one context. Safe to call from any thread. Every function throws AdminError
/// NoSuchContext, NoSuchGroup or InvalidData, groupware::Error as principals/service/group_provisioning.h, or what
/// ContextDatabase throws.
class GroupService {
public:
    /// @param cluster  must outlive this object
    explicit GroupService(const Cluster& cluster) : cluster_(cluster) {}

    groupware::GroupId create(groupware::ContextId context, const groupware::principals::NewGroup& group);
    void change(groupware::ContextId context, groupware::GroupId group,
                const groupware::principals::GroupChange& change);
    /// With all that it may see and use. In several transactions if that is much; may be called again after an
    /// interruption.
    void remove(groupware::ContextId context, groupware::GroupId group);

    [[nodiscard]] groupware::principals::Group find(groupware::ContextId context, groupware::GroupId group);
    [[nodiscard]] groupware::principals::Group findByName(groupware::ContextId context, std::string_view name);
    [[nodiscard]] std::vector<groupware::principals::Group> list(groupware::ContextId context);

private:
    const Cluster& cluster_;
};

}  // namespace admin

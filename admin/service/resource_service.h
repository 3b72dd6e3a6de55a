#pragma once

#include "admin/service/cluster.h"
#include "groupware/principals/resource.h"

#include <string_view>
#include <vector>

namespace admin {

/// Provisioning of the resources of one context, each call one transaction, but for remove(), which takes
/// the resource's bookings away in several. Safe to call from any thread. Every
/// function throws AdminError NoSuchContext, NoSuchResource or InvalidData, groupware::Error as
/// principals/service/resource_provisioning.h, or what ContextDatabase throws.
class ResourceService {
public:
    /// @param cluster  must outlive this object
    explicit ResourceService(const Cluster& cluster) : cluster_(cluster) {}

    groupware::principals::ResourceId create(groupware::ContextId context,
                                             const groupware::principals::NewResource& resource);
    void change(groupware::ContextId context, groupware::principals::ResourceId resource,
                const groupware::principals::ResourceChange& change);
    void remove(groupware::ContextId context, groupware::principals::ResourceId resource);

    [[nodiscard]] groupware::principals::Resource find(groupware::ContextId context,
                                                       groupware::principals::ResourceId resource);
    [[nodiscard]] groupware::principals::Resource findByName(groupware::ContextId context, std::string_view name);
    [[nodiscard]] std::vector<groupware::principals::Resource> list(groupware::ContextId context);

private:
    const Cluster& cluster_;
};

}  // namespace admin

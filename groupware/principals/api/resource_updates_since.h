#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/resource_directory.h"

namespace groupware::principals::api {

/// `resource?action=updates`: what became of the resources after `timestamp`, as `new`, `modified` and `deleted`.
class ResourceUpdatesSince final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit ResourceUpdatesSince(ResourceDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    ResourceDirectory& directory_;
};

}  // namespace groupware::principals::api

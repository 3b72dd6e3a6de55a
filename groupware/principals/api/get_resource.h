#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/resource_directory.h"

namespace groupware::principals::api {

/// `resource?action=get`: the resource `id`.
class GetResource final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit GetResource(ResourceDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    ResourceDirectory& directory_;
};

}  // namespace groupware::principals::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/resource_directory.h"

namespace groupware::principals::api {

/// `resource?action=search`: the resources that `pattern` of the body is found in; `*` alone finds all.
class SearchResources final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit SearchResources(ResourceDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    ResourceDirectory& directory_;
};

}  // namespace groupware::principals::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/resource_directory.h"

namespace groupware::principals::api {

/// `resource?action=new`: a resource of `name`, `display_name`, `mailaddress` and, if wanted, `description` and
/// `availability`. Answers with its id.
class CreateResource final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit CreateResource(ResourceDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    ResourceDirectory& directory_;
};

}  // namespace groupware::principals::api

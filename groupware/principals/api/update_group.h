#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/group_directory.h"

namespace groupware::principals::api {

/// `group?action=update`: changes what the body names of the group `id`; `members` replaces all.
class UpdateGroup final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit UpdateGroup(GroupDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    GroupDirectory& directory_;
};

}  // namespace groupware::principals::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/group_directory.h"

namespace groupware::principals::api {

/// `group?action=get`: the group `id` with its members.
class GetGroup final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit GetGroup(GroupDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    GroupDirectory& directory_;
};

}  // namespace groupware::principals::api

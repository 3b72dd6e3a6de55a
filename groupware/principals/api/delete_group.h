#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/group_directory.h"

namespace groupware::principals::api {

/// `group?action=delete`: the group whose `id` the body has. An empty list: nothing was refused.
class DeleteGroup final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit DeleteGroup(GroupDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    GroupDirectory& directory_;
};

}  // namespace groupware::principals::api

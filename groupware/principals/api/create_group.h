#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/group_directory.h"

namespace groupware::principals::api {

/// `group?action=new`: a group of `name`, `display_name` and `members`. Answers with its id.
class CreateGroup final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit CreateGroup(GroupDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    GroupDirectory& directory_;
};

}  // namespace groupware::principals::api

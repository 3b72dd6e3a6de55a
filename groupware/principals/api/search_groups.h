#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/group_directory.h"

namespace groupware::principals::api {

/// `group?action=search`: the groups that `pattern` of the body is found in; `*` alone finds all.
class SearchGroups final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit SearchGroups(GroupDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    GroupDirectory& directory_;
};

}  // namespace groupware::principals::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/group_directory.h"

namespace groupware::principals::api {

/// `group?action=all`: every group with its members. `columns` is accepted and without effect: groups are objects.
class AllGroups final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit AllGroups(GroupDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    GroupDirectory& directory_;
};

}  // namespace groupware::principals::api

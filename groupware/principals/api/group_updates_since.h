#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/group_directory.h"

namespace groupware::principals::api {

/// `group?action=updates`: what became of the groups after `timestamp`, as `new`, `modified` and `deleted`.
class GroupUpdatesSince final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit GroupUpdatesSince(GroupDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    GroupDirectory& directory_;
};

}  // namespace groupware::principals::api

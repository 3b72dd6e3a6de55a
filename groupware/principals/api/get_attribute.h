#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/user_directory.h"

namespace groupware::principals::api {

/// `user?action=getAttribute`: the caller's own text of that `name`; without a value if there is none.
class GetAttribute final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit GetAttribute(UserDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    UserDirectory& directory_;
};

}  // namespace groupware::principals::api

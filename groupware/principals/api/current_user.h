#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/user_directory.h"

namespace groupware::principals::api {

/// `user/me`: who the session speaks for.
class CurrentUser final : public groupware::api::Action {
public:
    explicit CurrentUser(UserDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    UserDirectory& directory_;
};

}  // namespace groupware::principals::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/service/user_directory.h"

namespace groupware::principals::api {

/// `user?action=setAttribute`: gives the caller's own text `name` the `value`; null removes it. With `setIfAbsent` only
/// if there is none. Answers whether it was set.
class SetAttribute final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit SetAttribute(UserDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    UserDirectory& directory_;
};

}  // namespace groupware::principals::api

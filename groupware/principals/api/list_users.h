#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/api/user_columns.h"
#include "groupware/principals/service/user_directory.h"

namespace groupware::principals::api {

/// `user?action=list`: the `columns` of the users whose ids the body lists, in that order; null is the caller. Users
/// that do not exist are left out.
class ListUsers final : public groupware::api::Action {
public:
    explicit ListUsers(UserDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    UserDirectory& directory_;
    groupware::api::ColumnSet<DirectoryEntry> columns_ = userColumns();
};

}  // namespace groupware::principals::api

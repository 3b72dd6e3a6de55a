#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/api/user_columns.h"
#include "groupware/principals/service/user_directory.h"

namespace groupware::principals::api {

/// `user?action=all`: the `columns` of all users, ordered by `sort` and `order`.
class AllUsers final : public groupware::api::Action {
public:
    explicit AllUsers(UserDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    UserDirectory& directory_;
    groupware::api::ColumnSet<DirectoryEntry> columns_ = userColumns();
};

}  // namespace groupware::principals::api

#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/api/user_columns.h"
#include "groupware/principals/service/user_directory.h"

namespace groupware::principals::api {

/// `user?action=search`: the `columns` of the users that `pattern` of the body is found in; `*` alone finds all.
class SearchUsers final : public groupware::api::Action {
public:
    explicit SearchUsers(UserDirectory& directory) : directory_(directory) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    UserDirectory& directory_;
    groupware::api::ColumnSet<DirectoryEntry> columns_ = userColumns();
};

}  // namespace groupware::principals::api

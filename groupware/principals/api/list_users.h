#pragma once

#include "groupware/api/action.h"
#include "groupware/principals/api/user_columns.h"
#include "groupware/principals/service/user_directory.h"

#include <cstddef>

namespace groupware::principals::api {

/// `user?action=list`: the `columns` of the users whose ids the body lists, in that order and each once; null is the
/// caller. Users that do not exist are left out.
class ListUsers final : public groupware::api::Action {
public:
    /// @param directory  must outlive this object
    /// @param listLength  most ids of one call
    ListUsers(UserDirectory& directory, std::size_t listLength) : directory_(directory), listLength_(listLength) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    UserDirectory& directory_;
    std::size_t listLength_;
    groupware::api::ColumnSet<DirectoryEntry> columns_ = userColumns();
};

}  // namespace groupware::principals::api

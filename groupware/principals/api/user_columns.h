#pragma once

#include "groupware/api/columns.h"
#include "groupware/principals/service/user_directory.h"

namespace groupware::principals::api {

/// Users as the JSON API shows them: the columns of contacts that a user has, and a few of its own. Other columns of
/// contacts are null.
[[nodiscard]] groupware::api::ColumnSet<DirectoryEntry> userColumns();

}  // namespace groupware::principals::api

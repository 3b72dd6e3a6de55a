#pragma once

#include "groupware/api/columns.h"
#include "groupware/contacts/contact.h"

namespace groupware::contacts::api {

inline constexpr int kMembersColumn = 592;
/// Orders that are no columns: by sort name, and the same with users first. Lists come in it anyway.
inline constexpr int kSortByName = 607;
inline constexpr int kSortUsersFirst = 609;

/// The columns of contacts.
[[nodiscard]] groupware::api::ColumnSet<Contact> contactColumns();

}  // namespace groupware::contacts::api

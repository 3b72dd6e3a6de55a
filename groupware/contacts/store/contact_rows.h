#pragma once

#include "dbpool/driver/rows.h"
#include "groupware/contacts/contact.h"

#include <string_view>
#include <vector>

namespace groupware::contacts {

/// What contactOf() reads, of a table called `c`.
inline constexpr std::string_view kContactColumns =
    "c.id, c.folder, c.name, c.uid, c.is_list, c.members, c.picture_type, c.picture_seq, c.attachments, "
    "c.newest_attachment, c.use_count, c.fields, c.created_by, c.created_at, c.changed_by, c.created_seq, c.seq";
inline constexpr int kColumnsOfContact = 17;

[[nodiscard]] Contact contactOf(const dbpool::Rows& rows);
[[nodiscard]] std::vector<Contact> contactsOf(dbpool::Rows rows);

}  // namespace groupware::contacts

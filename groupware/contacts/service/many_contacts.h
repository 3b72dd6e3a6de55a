#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/contacts/contact.h"

#include <cstddef>

namespace groupware::contacts {

/// Contacts per transaction of a verb over many: other writers of the context wait no longer than this takes.
inline constexpr std::size_t kBatchLength = 200;
static_assert(kBatchLength <= dbpool::WriteTransaction::kMaxObjectsPerTransaction);

}  // namespace groupware::contacts

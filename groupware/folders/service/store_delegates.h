#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"

#include <vector>

/// Internal to folders.
namespace groupware::folders {

/// Replaces the delegates of `owner` (as permission entries) and says so: his private folders count as changed, because
/// they appear and vanish in the trees of others.
void storeDelegates(dbpool::WriteTransaction& tx, UserId owner, const std::vector<Grant>& delegates);

}  // namespace groupware::folders

#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"
#include "groupware/principals/guest.h"

#include <vector>

/// Internal to folders.
namespace groupware::folders {

/// Entries wait for nobody: ids are handed out in sequence, so one for a user or group to come would one day be live
/// access that nobody gave. Inside the transaction that stores them, because only there the answer stays true.
/// Entries that allow nothing are not stored and may name anybody.
/// @param folder  whose permissions they are; guests may be named by folders alone
/// @return the guests among them
/// @throws Error BadRequest naming the first user or group that does not exist
std::vector<principals::Guest> requireGrantees(dbpool::WriteTransaction& tx, const std::vector<Grant>& grants,
                                               const Folder* folder);

}  // namespace groupware::folders

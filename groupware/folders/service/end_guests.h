#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"
#include "groupware/principals/guest.h"

#include <cstdint>
#include <span>
#include <vector>

/// A guest exists as long as a folder names him. Internal to folders.
namespace groupware::folders {

/// The guests that `folders` name: asked before their permissions change, for removeUnshared().
[[nodiscard]] std::vector<std::int64_t> guestsOf(dbpool::ReadSession& session, std::span<const Folder> folders);

/// Removes those of `guests` that no folder names any more; their sessions are over.
void removeUnshared(dbpool::WriteTransaction& tx, std::span<const std::int64_t> guests);

/// Takes a guest out of all folders and removes him.
/// @param by  who counts as having changed the folders
void endGuest(dbpool::WriteTransaction& tx, const principals::Guest& guest, UserId by);

}  // namespace groupware::folders

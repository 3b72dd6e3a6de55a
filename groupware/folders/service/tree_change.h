#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/caller.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/options.h"
#include "groupware/folders/service/folder_content.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// Steps that several verbs of the tree share, inside their transaction. Internal to folders.
namespace groupware::folders {

/// @throws Error PreconditionFailed if the folder changed after what the client knows
void requireUnchanged(const Folder& folder, std::optional<Seq> unchangedSince);

/// @throws Error Forbidden for system and default folders: they keep name and place
void requireOrdinary(const Folder& folder);

/// `folder` and everything below, parents first.
/// @throws Error TooLarge beyond `limits.subtree`
[[nodiscard]] std::vector<Folder> wholeTree(dbpool::ReadSession& session, FolderId folder, const FolderLimits& limits);

/// @throws Error Forbidden if the caller lacks one of `permissions` in one of `folders`, or one is a default folder
void requireInAll(dbpool::ReadSession& session, const Caller& caller, std::span<const Folder> folders,
                  std::span<const Permission> permissions);

/// @throws Error BadRequest if there is no more room for `levels` levels below `parent`, or for another folder in it
void requireRoom(dbpool::ReadSession& session, const Folder& parent, std::int64_t levels, const FolderLimits& limits);

/// `name`, or, if it is taken below `parent`, with the folder's id behind it.
[[nodiscard]] std::string freeName(dbpool::ReadSession& session, const Folder& folder, FolderId parent);

/// Moves `folder` (its new name already in it) below `target`. Into and out of a trash, owners and permissions of the
/// whole tree become those of the new place, and a trash remembers where it was. The caller's rights in folder and
/// target are checked before.
void relocate(dbpool::WriteTransaction& tx, const Caller& caller, Folder folder, const Folder& target,
              const FolderLimits& limits);

/// Removes the last folders of `tree` (parents first) with their contents until all are gone or `budget` objects and
/// folders are removed, and takes those off `budget`.
/// @return true if all are gone
bool removeFromLeaves(dbpool::WriteTransaction& tx, const Caller& caller, std::span<const Folder> tree,
                      const FolderContents& contents, int& budget);

}  // namespace groupware::folders

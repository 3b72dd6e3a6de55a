#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/folders/folder.h"
#include "groupware/infostore/document.h"
#include "groupware/infostore/limits.h"

#include <optional>
#include <span>

/// What follows from a change of documents, in the transaction of the change: rows, quota, folder, tombstones, change
/// records. The steps that several use cases share; permission and locks are checked before.
namespace groupware::infostore {

/// Adds `document` under a new id, renamed if its name is taken, with `contents` as its first version.
/// @throws Error QuotaExceeded if the context may not have another document, or not its octets
void insertDocument(dbpool::WriteTransaction& tx, Document& document, std::optional<Version> contents,
                    const Limits& limits);

/// Writes `document` as it is now, with `added` as a new current version.
/// @throws Error Conflict if its name is taken
void saveDocument(dbpool::WriteTransaction& tx, Document& document, std::optional<Version> added, const Limits& limits);

/// Moves `document` to `target`, renamed if its name is taken there, and writes its other changes too. Leaves a
/// tombstone where it was. In a trash it remembers where it was first, elsewhere it forgets that. The caller of this
/// function touches both folders.
void relocateDocument(dbpool::WriteTransaction& tx, Document& document, const folders::Folder& target,
                      const Limits& limits);

/// What `user` made of `documents` becomes `heir`'s, and his locks on them end; see folders::FolderContent::bequeath().
void bequeathDocuments(dbpool::WriteTransaction& tx, std::span<const Document> documents, UserId user, UserId heir);

/// Deletes documents for good: contents go to the filestore's trash, their octets back to the quota. The caller of
/// this function touches the folders.
void eraseDocuments(dbpool::WriteTransaction& tx, std::span<const Document> documents);

}  // namespace groupware::infostore

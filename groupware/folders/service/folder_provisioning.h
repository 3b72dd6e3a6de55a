#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"

#include <span>
#include <string>
#include <string_view>

namespace groupware::folders {

class FolderContents;

/// The folders that come with a context: the fixed ones and their permissions. Part of createcontext's transaction.
/// @param admin  the context's administrator: gets the rights over the public trees
void createContextTree(dbpool::WriteTransaction& tx, UserId admin);

/// The default folders of a new user: calendar, contacts and tasks below "private", and for files a folder below
/// "users' files" with a trash inside, as far as `modules` has "calendar", "contacts", "tasks" and "infostore". Part of
/// createuser's transaction; also for modules granted later: folders that exist already stay.
/// @param displayName  names the files folder; made unique and valid if it is not
void createUserFolders(dbpool::WriteTransaction& tx, UserId user, std::string_view displayName,
                       std::span<const std::string> modules);

/// Takes a user out of the tree, part of deleteuser's transaction: private folders, files folder and trash go with all
/// their contents, other folders it owned go to `heir`, its permissions go.
/// @param contents  the object types that empty the folders
void removeUserFolders(dbpool::WriteTransaction& tx, UserId user, UserId heir, const FolderContents& contents);

}  // namespace groupware::folders

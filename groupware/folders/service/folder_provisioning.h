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

/// A further folder of the user's below "private", as if he had made it. The name gets a number if it is taken.
FolderId createPrivateFolder(dbpool::WriteTransaction& tx, UserId user, std::string_view name, std::string_view module);

/// What becomes of folders that a user owned and that are not his alone.
enum class SharedFolders {
    Bequeathed,  ///< his heir owns them
    Removed      ///< they go as his private ones do, with what others put into them
};

/// One step of deleteuser, at most kLeavingStep objects and folders, so that one transaction stays short: private
/// folders, files folder and trash go with all their contents; then what is to become of other folders that the user
/// owned does, what he made elsewhere goes to `heir`, and he leaves all permissions. A folder that nobody would
/// administer any more goes to `heir`.
/// @param contents  the object types that empty the folders
/// @return true if nothing of him is left; else call again in another transaction
[[nodiscard]] bool removeUserFolders(dbpool::WriteTransaction& tx, UserId user, UserId heir,
                                     const FolderContents& contents, SharedFolders shared = SharedFolders::Bequeathed);

/// One step of taking a group out of all permissions, likewise; the last one in the transaction that deletes the group.
[[nodiscard]] bool removeGroupPermissions(dbpool::WriteTransaction& tx, GroupId group, UserId heir);

/// Half of what a transaction takes: a folder may need a tombstone and two records.
inline constexpr int kLeavingStep = dbpool::WriteTransaction::kMaxObjectsPerTransaction / 2;

}  // namespace groupware::folders

#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/rights.h"

#include <vector>

namespace groupware::folders {

/// The permission check that every object type calls, inside the transaction or snapshot of its own work. Stateless;
/// safe to call from any thread.
///
/// The caller's rights are the highest levels of the entries that name the user or one of `caller.groups`, as far as
/// his module access leaves them. The context admin has no rights beyond its entries. A folder of a module that is not
/// in `caller.modules` is forbidden (the module "system" is everybody's); folders that others share without
/// "readcreatesharedfolders", and the global address book with "globaladdressbookdisabled", are hidden; public folders
/// but those for files are read-only without "editpublicfolders"; the permissions of the fixed folders stay without
/// "publicfoldereditable".
class FolderAccess {
public:
    /// One SQL statement (two for members of more than 500 groups).
    /// @throws Error NotFound if the folder does not exist or the caller may not even see it; Forbidden if it lacks
    ///         `permission` or the folder's module
    AccessibleFolder require(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                             Permission permission) const;

    /// As require(), for a folder that must be of `module`: another one is NotFound.
    AccessibleFolder require(dbpool::ReadSession& session, const Caller& caller, FolderId folder, Permission permission,
                             std::string_view module) const;

    /// Every folder that the caller can see, by id.
    [[nodiscard]] std::vector<AccessibleFolder> visible(dbpool::ReadSession& session, const Caller& caller) const;

    /// Every folder of `module` in which the caller may read at least its own objects, by id: where to search.
    [[nodiscard]] std::vector<AccessibleFolder> readable(dbpool::ReadSession& session, const Caller& caller,
                                                         std::string_view module) const;
};

}  // namespace groupware::folders

#include "groupware/folders/service/folder_access.h"

#include "groupware/base/error.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"

#include <algorithm>
#include <string>

namespace groupware::folders {
namespace {

[[noreturn]] void hidden(FolderId folder) {
    throw Error(ErrorCode::NotFound, "folder " + std::to_string(folder.value) + " not found or hidden",
                "The folder does not exist.");
}

}  // namespace

AccessibleFolder FolderAccess::require(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                                       Permission permission) const {
    auto found = FolderReader(session).findFor(folder, principalsOf(caller));
    if (!found) hidden(folder);
    const bool module = mayUseModule(caller, found->folder.module);
    found->rights = effectiveRights(caller, found->folder, found->rights);
    if (module && !found->rights.allows(Permission::SeeFolder)) hidden(folder);
    if (!module || !found->rights.allows(permission)) {
        throw Error(ErrorCode::Forbidden,
                    "folder " + std::to_string(folder.value) + ": user " + std::to_string(caller.user.value) +
                        " lacks permission " + std::to_string(static_cast<int>(permission)),
                    "You do not have the permission to do this in this folder.");
    }
    return std::move(*found);
}

AccessibleFolder FolderAccess::require(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                                       Permission permission, std::string_view module) const {
    auto found = require(session, caller, folder, permission);
    if (found.folder.module != module) hidden(folder);
    return found;
}

std::vector<AccessibleFolder> FolderAccess::visible(dbpool::ReadSession& session, const Caller& caller) const {
    return effective(FolderReader(session).visible(principalsOf(caller)), caller);
}

std::vector<AccessibleFolder> FolderAccess::readable(dbpool::ReadSession& session, const Caller& caller,
                                                     std::string_view module) const {
    if (!mayUseModule(caller, module)) return {};
    auto folders = effective(FolderReader(session).visible(principalsOf(caller), module), caller);
    std::erase_if(folders, [](const auto& entry) { return !entry.rights.allows(Permission::ReadOwn); });
    return folders;
}

}  // namespace groupware::folders

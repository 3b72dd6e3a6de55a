#include "groupware/folders/service/visibility.h"

#include "groupware/base/error.h"
#include "groupware/principals/caller_access.h"

#include <algorithm>
#include <set>
#include <utility>

namespace groupware::folders {

using principals::Module;

Principals principalsOf(const Caller& caller) {
    Principals principals{principalOf(Grantee::of(caller.user))};
    for (const auto group : caller.groups) principals.push_back(principalOf(Grantee::of(group)));
    return principals;
}

bool mayUseModule(const Caller& caller, std::string_view module) {
    return module == kSystemModule ||
           std::find(caller.modules.begin(), caller.modules.end(), module) != caller.modules.end();
}

Rights effectiveRights(const Caller& caller, const Folder& folder, const Rights& granted) {
    const auto may = [&](Module module) { return principals::mayUse(caller, module); };
    if (!mayUseModule(caller, folder.module)) return {};
    if (folder.id == kGlobalAddressBook && may(Module::GlobalAddressBookDisabled)) return {};
    const bool shared = typeFor(folder.type, folder.owner, caller.user) == FolderType::Shared;
    if (shared && !may(Module::ReadCreateSharedFolders)) return {};
    const bool isPublic = folder.type == FolderType::Public && folder.module != kInfostoreModule;
    auto left = granted;
    if (isPublic && !may(Module::EditPublicFolders)) {
        left = {.folder = std::min(granted.folder, Rights::kSee), .read = granted.read};
    }
    if (folder.isSystem() && !may(Module::PublicFolderEditable)) left.admin = false;
    return left;
}

std::vector<AccessibleFolder> effective(std::vector<AccessibleFolder> folders, const Caller& caller) {
    for (auto& [folder, rights] : folders) rights = effectiveRights(caller, folder, rights);
    std::erase_if(folders, [](const AccessibleFolder& entry) { return !entry.rights.allows(Permission::SeeFolder); });
    return folders;
}

void requireMayShare(const Caller& caller, FolderType type, UserId owner, const std::vector<Grant>& grants) {
    if (type != FolderType::Private || principals::mayUse(caller, Module::ReadCreateSharedFolders)) return;
    const bool others = std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
        return grant.grantee != Grantee::of(owner) && grant.rights != Rights{};
    });
    if (others) {
        throw Error(ErrorCode::Forbidden, "readcreatesharedfolders not granted", "You may not share folders.");
    }
}

void requireMayCreate(const Caller& caller, FolderType type, std::string_view module) {
    if (!mayUseModule(caller, module)) {
        throw Error(ErrorCode::Forbidden, "module not granted", "You may not use this module.");
    }
    const bool isPublic = type == FolderType::Public && module != kInfostoreModule;
    if (isPublic && !principals::mayUse(caller, Module::EditPublicFolders)) {
        throw Error(ErrorCode::Forbidden, "editpublicfolders not granted", "You may not create public folders.");
    }
}

void hideForeign(std::vector<AccessibleFolder>& folders, const Caller& caller) {
    folders = effective(std::move(folders), caller);
    std::erase_if(folders, [&](const AccessibleFolder& entry) {
        return entry.folder.parent == kPrivate && entry.folder.owner != caller.user;
    });
}

FolderId parentSeen(const Folder& folder, const Caller& caller, bool parentVisible) {
    const bool shared = typeFor(folder.type, folder.owner, caller.user) == FolderType::Shared;
    if (shared && folder.parent == kPrivate) return kShared;
    return parentVisible || folder.isSystem() ? folder.parent : collectingFolderOf(folder);
}

std::vector<AccessibleFolder> withParentsSeen(std::vector<AccessibleFolder> visible, const Caller& caller) {
    std::set<FolderId> ids;
    for (const auto& entry : visible) ids.insert(entry.folder.id);
    for (auto& entry : visible) {
        entry.folder.parent = parentSeen(entry.folder, caller, ids.contains(entry.folder.parent));
    }
    return visible;
}

std::vector<AccessibleFolder> collected(std::vector<AccessibleFolder> visible, const Caller& caller, FolderId parent) {
    auto folders = withParentsSeen(std::move(visible), caller);
    std::erase_if(folders, [&](const AccessibleFolder& entry) { return entry.folder.parent != parent; });
    return folders;
}

std::vector<AccessibleFolder> childrenSeen(FolderReader& reader, const Caller& caller, FolderId parent) {
    const auto principals = principalsOf(caller);
    if (isCollecting(parent)) return collected(effective(reader.visible(principals), caller), caller, parent);
    auto folders = reader.children(parent, Seq{}, principals);
    hideForeign(folders, caller);
    return folders;
}

}  // namespace groupware::folders

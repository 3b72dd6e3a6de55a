#include "groupware/folders/service/visibility.h"

#include <algorithm>
#include <set>
#include <utility>

namespace groupware::folders {

Principals principalsOf(const Caller& caller) {
    Principals principals{principalOf(Grantee::of(caller.user))};
    for (const auto group : caller.groups) principals.push_back(principalOf(Grantee::of(group)));
    return principals;
}

bool mayUseModule(const Caller& caller, std::string_view module) {
    return module == kSystemModule ||
           std::find(caller.modules.begin(), caller.modules.end(), module) != caller.modules.end();
}

void hideForeign(std::vector<AccessibleFolder>& folders, const Caller& caller) {
    std::erase_if(folders, [&](const AccessibleFolder& entry) {
        const auto& folder = entry.folder;
        return !mayUseModule(caller, folder.module) || (folder.parent == kPrivate && folder.owner != caller.user);
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
    std::erase_if(folders, [&](const AccessibleFolder& entry) {
        return entry.folder.parent != parent || !mayUseModule(caller, entry.folder.module);
    });
    return folders;
}

std::vector<AccessibleFolder> childrenSeen(FolderReader& reader, const Caller& caller, FolderId parent) {
    const auto principals = principalsOf(caller);
    if (isCollecting(parent)) return collected(reader.visible(principals), caller, parent);
    auto folders = reader.children(parent, Seq{}, principals);
    hideForeign(folders, caller);
    return folders;
}

}  // namespace groupware::folders

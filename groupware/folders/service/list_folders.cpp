#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"

#include <utility>

namespace groupware::folders {

FolderList FolderService::list(const Caller& caller, FolderId parent, const FolderDetails& details) {
    auto session = database_.read(caller.context, caller.freshness);
    (void)access_.require(session, caller, parent, Permission::SeeFolder);
    FolderReader reader(session);
    return {.folders = viewsOf(session, caller, childrenSeen(reader, caller, parent), details), .seq = session.seq()};
}

VisibleFolders FolderService::allVisible(const Caller& caller, std::string_view module, const FolderDetails& details) {
    auto session = database_.read(caller.context, caller.freshness);
    VisibleFolders visible{.seq = session.seq()};
    if (!mayUseModule(caller, module)) return visible;
    auto folders = withParentsSeen(FolderReader(session).visible(principalsOf(caller)), caller);
    std::erase_if(folders, [&](const auto& entry) { return entry.folder.module != module; });
    for (auto& view : viewsOf(session, caller, std::move(folders), details)) {
        switch (view.folder.type) {
            case FolderType::Private: visible.privateFolders.push_back(std::move(view)); break;
            case FolderType::Shared: visible.sharedFolders.push_back(std::move(view)); break;
            case FolderType::Public:
            case FolderType::Trash: visible.publicFolders.push_back(std::move(view)); break;
            case FolderType::System: break;
        }
    }
    return visible;
}

}  // namespace groupware::folders

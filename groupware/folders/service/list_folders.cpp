#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"

#include <utility>

namespace groupware::folders {
namespace {

void sortIn(VisibleFolders& visible, FolderView view) {
    switch (view.folder.type) {
        case FolderType::Private: visible.privateFolders.push_back(std::move(view)); break;
        case FolderType::Shared: visible.sharedFolders.push_back(std::move(view)); break;
        case FolderType::Public:
        case FolderType::Trash: visible.publicFolders.push_back(std::move(view)); break;
        case FolderType::System: break;
    }
}

}  // namespace

FolderList FolderService::list(const Caller& caller, FolderId parent, const FolderDetails& details) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        (void)access_.require(session, caller, parent, Permission::SeeFolder);
        FolderReader reader(session);
        auto children = childrenSeen(reader, caller, parent);
        return FolderList{.folders = viewsOf(session, caller, std::move(children), details), .seq = session.seq()};
    });
}

VisibleFolders FolderService::allVisible(const Caller& caller, std::string_view module, const FolderDetails& details) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        VisibleFolders visible;
        if (mayUseModule(caller, module)) {
            auto folders =
                withParentsSeen(effective(FolderReader(session).visible(principalsOf(caller)), caller), caller);
            std::erase_if(folders, [&](const auto& entry) { return entry.folder.module != module; });
            for (auto& view : viewsOf(session, caller, std::move(folders), details)) sortIn(visible, std::move(view));
        }
        visible.seq = session.seq();
        return visible;
    });
}

}  // namespace groupware::folders

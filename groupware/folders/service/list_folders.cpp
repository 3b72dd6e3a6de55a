#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"

#include <algorithm>
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

FolderList FolderService::list(const Caller& caller, FolderId parent, const FolderDetails& details, Shown shown) {
    FolderDetails wanted = details;
    wanted.subscription = wanted.subscription || shown == Shown::Subscribed;
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        (void)access_.require(session, caller, parent, Permission::SeeFolder);
        FolderReader reader(session);
        auto children = childrenSeen(reader, caller, parent);
        auto views = viewsOf(session, caller, std::move(children), wanted);
        if (shown == Shown::Subscribed) {
            std::erase_if(views, [](const FolderView& view) { return !view.subscription.subscribed; });
        }
        return FolderList{.folders = std::move(views), .seq = session.seq()};
    });
}

FolderList FolderService::shares(const Caller& caller, std::string_view module, const FolderDetails& details) {
    FolderDetails wanted = details;
    wanted.grants = true;
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        FolderList list;
        if (mayUseModule(caller, module)) {
            auto folders = effective(FolderReader(session).visible(principalsOf(caller), module), caller);
            std::erase_if(folders, [&](const auto& entry) {
                return entry.folder.isSystem() || entry.folder.owner != caller.user || !entry.rights.admin;
            });
            list.folders = viewsOf(session, caller, withParentsSeen(std::move(folders), caller), wanted);
            std::erase_if(list.folders, [&](const FolderView& view) {
                return std::all_of(view.grants.begin(), view.grants.end(),
                                   [&](const Grant& grant) { return grant.grantee == Grantee::of(caller.user); });
            });
        }
        list.seq = session.seq();
        return list;
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

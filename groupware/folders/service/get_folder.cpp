#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"

namespace groupware::folders {
namespace {

bool isVisible(dbpool::ReadSession& session, const Caller& caller, FolderId folder) {
    const auto found = FolderReader(session).findFor(folder, principalsOf(caller));
    return found && effectiveRights(caller, found->folder, found->rights).allows(Permission::SeeFolder);
}

/// The folder as it hangs in the caller's tree. Fixed folders are visible to everybody who comes here.
AccessibleFolder placed(dbpool::ReadSession& session, const Caller& caller, AccessibleFolder found) {
    const auto parent = found.folder.parent;
    const bool parentVisible = parent.value < kFirstFolder || isVisible(session, caller, parent);
    found.folder.parent = parentSeen(found.folder, caller, parentVisible);
    return found;
}

}  // namespace

FolderList FolderService::get(const Caller& caller, FolderId folder, const FolderDetails& details) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        auto found = placed(session, caller, access_.require(session, caller, folder, Permission::SeeFolder));
        std::vector<AccessibleFolder> one{std::move(found)};
        return FolderList{.folders = viewsOf(session, caller, std::move(one), details), .seq = session.seq()};
    });
}

FolderList FolderService::path(const Caller& caller, FolderId folder, const FolderDetails& details) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        std::vector<AccessibleFolder> chain;
        for (auto at = folder; at != kRoot || chain.empty();) {
            chain.push_back(placed(session, caller, access_.require(session, caller, at, Permission::SeeFolder)));
            at = chain.back().folder.parent;
        }
        return FolderList{.folders = viewsOf(session, caller, std::move(chain), details), .seq = session.seq()};
    });
}

}  // namespace groupware::folders

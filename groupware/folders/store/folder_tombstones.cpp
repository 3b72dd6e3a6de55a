#include "groupware/folders/store/folder_tombstones.h"

#include "groupware/sync/tombstones.h"

namespace groupware::folders {

void leaveTombstone(dbpool::WriteTransaction& tx, FolderId parent, const Folder& folder) {
    const auto collecting = collectingFolderOf(folder);
    sync::addTombstone(tx, sync::Kind::Folder, parent, folder.id.value, folder.name);
    if (parent != collecting) sync::addTombstone(tx, sync::Kind::Folder, collecting, folder.id.value, folder.name);
}

std::vector<FolderId> tombstonesOf(dbpool::ReadSession& session, FolderId parent, Seq since) {
    std::vector<FolderId> ids;
    for (const auto& tombstone : sync::tombstonesSince(session, sync::Kind::Folder, parent, since)) {
        ids.push_back({tombstone.object});
    }
    return ids;
}

}  // namespace groupware::folders

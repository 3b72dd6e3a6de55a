#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/tree_change.h"
#include "groupware/folders/store/folder_reader.h"

namespace groupware::folders {

CommitToken FolderService::clear(const Caller& caller, FolderId folder) {
    bool done = false;
    CommitToken committed;
    while (!done) {
        committed = database_.write(caller.context,
                                    [&](dbpool::WriteTransaction& tx) { done = clearStep(tx, caller, folder); });
    }
    return committed;
}

bool FolderService::clearStep(dbpool::WriteTransaction& tx, const Caller& caller, FolderId id) const {
    const auto folder = access_.require(tx, caller, id, Permission::DeleteAll).folder;
    auto* content = contents_.find(folder.module);
    if (content == nullptr) return true;
    constexpr int kBatch = dbpool::WriteTransaction::kMaxObjectsPerTransaction;
    if (folder.type != FolderType::Trash) {
        const auto trash = FolderReader(tx).standard(caller.user, StandardFolder::Trash, folder.module);
        const int taken =
            trash ? content->moveToTrash(tx, caller, id, trash->id, kBatch) : content->remove(tx, caller, id, kBatch);
        return taken < kBatch;
    }
    const int removed = content->remove(tx, caller, id, kBatch);
    if (removed >= kBatch) return false;
    // Emptying a trash takes the folders inside, too.
    const auto tree = wholeTree(tx, id, limits_);
    const auto below = std::span(tree).subspan(1);
    constexpr Permission kNeeded[] = {Permission::Admin, Permission::DeleteAll};
    requireInAll(tx, caller, below, kNeeded);
    int budget = kBatch - removed;
    return removeFromLeaves(tx, caller, below, contents_, budget);
}

}  // namespace groupware::folders

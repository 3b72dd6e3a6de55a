#include "groupware/base/error.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/tree_change.h"
#include "groupware/folders/store/folder_reader.h"

namespace groupware::folders {

CommitToken FolderService::remove(const Caller& caller, FolderId folder, bool hard, std::optional<Seq> unchangedSince) {
    bool done = false;
    CommitToken committed;
    while (!done) {
        committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            done = removeStep(tx, caller, folder, hard, unchangedSince);
        });
    }
    return committed;
}

bool FolderService::removeStep(dbpool::WriteTransaction& tx, const Caller& caller, FolderId id, bool hard,
                               std::optional<Seq> unchangedSince) const {
    Folder folder = access_.require(tx, caller, id, Permission::Admin).folder;
    requireOrdinary(folder);
    requireUnchanged(folder, unchangedSince);
    if (!hard && folder.type != FolderType::Trash) {
        if (const auto trash = FolderReader(tx).standard(caller.user, StandardFolder::Trash, folder.module)) {
            folder.name = freeName(tx, folder, trash->id);
            relocate(tx, caller, folder, *trash, limits_);
            return true;
        }
    }
    const auto tree = wholeTree(tx, id, limits_);
    constexpr Permission kNeeded[] = {Permission::Admin, Permission::DeleteAll};
    requireInAll(tx, caller, tree, kNeeded);
    int budget = dbpool::WriteTransaction::kMaxObjectsPerTransaction;
    return removeFromLeaves(tx, caller, tree, contents_, budget);
}

}  // namespace groupware::folders

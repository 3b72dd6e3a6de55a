#include "groupware/folders/service/store_delegates.h"

#include "groupware/folders/delegation.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/sync/change.h"

namespace groupware::folders {

void storeDelegates(dbpool::WriteTransaction& tx, UserId owner, const std::vector<Grant>& delegates) {
    FolderWriter writer(tx);
    writer.setGrants(allPrivateOf(owner), delegates);
    writer.touchPrivate(owner);
    // One record, however many folders there are: what hangs below "shared" changed for somebody.
    tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, kShared, kShared.value));
}

}  // namespace groupware::folders

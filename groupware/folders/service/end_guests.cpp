#include "groupware/folders/service/end_guests.h"

#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/folders/store/guest_entries.h"
#include "groupware/principals/service/guest_provisioning.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/sync/change.h"

namespace groupware::folders {

std::vector<std::int64_t> guestsOf(dbpool::ReadSession& session, std::span<const Folder> folders) {
    std::vector<FolderId> ids;
    ids.reserve(folders.size());
    for (const auto& folder : folders) ids.push_back(folder.id);
    return guestsNamedIn(session, ids);
}

void removeUnshared(dbpool::WriteTransaction& tx, std::span<const std::int64_t> guests) {
    if (guests.empty()) return;
    const auto named = namedAnywhere(tx, guests);
    std::vector<std::int64_t> gone;
    for (const auto guest : guests) {
        if (!named.contains(guest)) gone.push_back(guest);
    }
    if (!gone.empty()) principals::removeGuests(tx, principals::GuestReader(tx).among(gone));
}

void endGuest(dbpool::WriteTransaction& tx, const principals::Guest& guest, UserId by) {
    FolderReader reader(tx);
    FolderWriter writer(tx);
    const auto grantee = Grantee::of(guest.id);
    for (const auto id : reader.grantedTo(grantee)) {
        const auto folder = reader.find(id);
        if (!folder) continue;
        auto grants = reader.grants(id);
        std::erase_if(grants, [&](const Grant& grant) { return grant.grantee == grantee; });
        writer.setGrants(id, grants);
        writer.touch(id, by);
        tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, folder->parent, id.value));
    }
    principals::removeGuests(tx, std::span(&guest, 1));
}

}  // namespace groupware::folders

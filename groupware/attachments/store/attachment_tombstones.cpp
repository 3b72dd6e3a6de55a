#include "groupware/attachments/store/attachment_tombstones.h"

#include "groupware/sync/tombstones.h"

#include <cstdint>
#include <string>

namespace groupware::attachments {
namespace {

/// What tombstones call a folder is what the removed thing was in: here the object. Objects of two modules may have one
/// id, so the module stands where other tombstones have a name.
std::string moduleName(const Owner& owner) {
    return std::to_string(static_cast<std::int64_t>(owner.module));
}

}  // namespace

void addTombstone(dbpool::WriteTransaction& tx, const Owner& owner, AttachmentId attachment) {
    sync::addTombstone(tx, sync::Kind::Attachment, FolderId{owner.object}, attachment.value, moduleName(owner));
}

std::vector<AttachmentId> tombstonesSince(dbpool::ReadSession& session, const Owner& owner, Seq since) {
    std::vector<AttachmentId> removed;
    for (const auto& tombstone :
         sync::tombstonesSince(session, sync::Kind::Attachment, FolderId{owner.object}, since)) {
        if (tombstone.name == moduleName(owner)) removed.push_back({tombstone.object});
    }
    return removed;
}

}  // namespace groupware::attachments

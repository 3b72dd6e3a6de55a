#include "groupware/attachments/store/attachment_tombstones.h"

#include "groupware/sync/left_objects.h"
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

void addTombstones(dbpool::WriteTransaction& tx, std::span<const LeftAttachment> left) {
    if (left.empty()) return;
    const auto module = moduleName(left.front().owner);
    std::vector<sync::LeftObject> objects;
    for (const auto& each : left)
        objects.push_back({.folder = FolderId{each.owner.object}, .object = each.attachment.value, .name = module});
    sync::addTombstones(tx, sync::Kind::Attachment, objects);
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

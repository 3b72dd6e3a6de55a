#include "groupware/attachments/service/attachment_service.h"
#include "groupware/attachments/store/attachment_reader.h"
#include "groupware/attachments/store/attachment_tombstones.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/sync/tombstones.h"

#include <algorithm>
#include <set>
#include <string>

namespace groupware::attachments {
namespace {

[[noreturn]] void throwNone(AttachmentId id) {
    throw Error(ErrorCode::NotFound, "no attachment " + std::to_string(id.value), "This attachment does not exist.");
}

}  // namespace

Attachments AttachmentService::all(const Caller& caller, const Target& target) const {
    const auto& type = targets_.require(target.owner.module);
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        type.requireRead(session, caller, target.folder, target.owner.object);
        auto found = AttachmentReader(session).list(target.owner);
        return Attachments{.attachments = std::move(found), .timestamp = session.seq()};
    });
}

Changes AttachmentService::updates(const Caller& caller, const Target& target, Seq since) const {
    const auto& type = targets_.require(target.owner.module);
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        type.requireRead(session, caller, target.folder, target.owner.object);
        sync::requireTombstones(session, since);
        Changes changes;
        changes.added = AttachmentReader(session).addedSince(target.owner, since);
        changes.removed = tombstonesSince(session, target.owner, since);
        changes.timestamp = session.seq();
        return changes;
    });
}

Attachment AttachmentService::get(const Caller& caller, const Target& target, AttachmentId id) const {
    const auto& type = targets_.require(target.owner.module);
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        type.requireRead(session, caller, target.folder, target.owner.object);
        auto found = AttachmentReader(session).find(target.owner, id);
        if (!found) throwNone(id);
        return std::move(*found);
    });
}

std::vector<Attachment> AttachmentService::some(const Caller& caller, const Target& target,
                                                std::span<const AttachmentId> ids) const {
    const auto attachments = all(caller, target).attachments;
    std::vector<Attachment> found;
    std::set<AttachmentId> done;
    for (const auto id : ids) {
        if (!done.insert(id).second) continue;
        const auto place = std::find_if(attachments.begin(), attachments.end(),
                                        [&](const Attachment& attachment) { return attachment.id == id; });
        if (place == attachments.end()) throwNone(id);
        found.push_back(*place);
    }
    return found;
}

OpenAttachment AttachmentService::open(const Caller& caller, const Target& target, AttachmentId id) const {
    OpenAttachment opened{.attachment = get(caller, target, id), .reader = nullptr};
    opened.reader = open(caller, opened.attachment);
    return opened;
}

/// No database connection is held while the storage is asked.
std::unique_ptr<filestore::BlobReader> AttachmentService::open(const Caller& caller,
                                                               const Attachment& attachment) const {
    try {
        return filestores_.storeOf(caller.context)->open(attachment.blobKey);
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::NotFound) throw;
        const auto id = attachment.id.value;
        log::error("attachments.contents.missing",
                   {{"context", caller.context.value}, {"attachment", id}, {"blob", attachment.blobKey}});
        throw Error(ErrorCode::Internal, "contents of attachment " + std::to_string(id) + " are missing");
    }
}

}  // namespace groupware::attachments

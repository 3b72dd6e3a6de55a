#include "groupware/attachments/service/attachment_service.h"
#include "groupware/attachments/store/attachment_reader.h"
#include "groupware/attachments/store/attachment_tombstones.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/sync/tombstones.h"

#include <string>

namespace groupware::attachments {

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
        if (!found)
            throw Error(ErrorCode::NotFound, "no attachment " + std::to_string(id.value),
                        "This attachment does not exist.");
        return std::move(*found);
    });
}

OpenAttachment AttachmentService::open(const Caller& caller, const Target& target, AttachmentId id) const {
    OpenAttachment opened{.attachment = get(caller, target, id), .reader = nullptr};
    // No database connection is held while the storage is asked.
    try {
        opened.reader = filestores_.storeOf(caller.context)->open(opened.attachment.blobKey);
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::NotFound) throw;
        log::error("attachments.contents.missing",
                   {{"context", caller.context.value}, {"attachment", id.value}, {"blob", opened.attachment.blobKey}});
        throw Error(ErrorCode::Internal, "contents of attachment " + std::to_string(id.value) + " are missing");
    }
    return opened;
}

}  // namespace groupware::attachments

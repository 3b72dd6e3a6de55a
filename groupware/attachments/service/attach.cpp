#include "filestore/quota.h"
#include "filestore/stage.h"
#include "groupware/attachments/service/attachment_service.h"
#include "groupware/base/error.h"

#include <iterator>

namespace groupware::attachments {

void AttachmentService::requireAttachable(const Caller& caller, const Target& target,
                                          std::optional<std::int64_t> length) const {
    const auto& type = targets_.require(target.owner.module);
    if (length && *length <= limits_().precheckBytes) return;
    database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        type.requireWrite(session, caller, target.folder, target.owner.object);
        filestore::requireRoom(session, length.value_or(1));
    });
}

filestore::StagedBlob AttachmentService::stage(const Caller& caller,
                                               const std::function<std::size_t(std::span<char>)>& read) const {
    return filestore::stage(filestores_, caller.context, read, limits_().bytes);
}

StagedAttachments AttachmentService::prepare(const Caller& caller, std::span<NewAttachment> files) const {
    return {caller,
            std::vector<NewAttachment>(std::make_move_iterator(files.begin()), std::make_move_iterator(files.end())),
            limits_(), clock_.now()};
}

Written AttachmentService::attach(const Caller& caller, const Target& target, std::span<NewAttachment> files) const {
    if (files.empty()) throw Error(ErrorCode::BadRequest, "attach without a file", "There is no file to attach.");
    auto& type = targets_.require(target.owner.module);
    StagedAttachments staged = prepare(caller, files);
    Written written;
    try {
        written.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            type.requireWrite(tx, caller, target.folder, target.owner.object);
            auto attached = staged.attachTo(tx, target.owner);
            type.attachmentsChanged(tx, caller, target.folder, target.owner.object, attached.summary);
            written.attachments = std::move(attached.ids);
        });
    } catch (const Error& failure) {
        if (failure.code() == ErrorCode::Unavailable) staged.release();  // it may have been committed all the same
        throw;
    }
    staged.release();
    return written;
}

}  // namespace groupware::attachments

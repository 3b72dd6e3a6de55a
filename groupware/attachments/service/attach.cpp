#include "filestore/quota.h"
#include "filestore/stage.h"
#include "groupware/attachments/service/attachment_service.h"
#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/attachments/store/attachment_reader.h"
#include "groupware/base/error.h"
#include "groupware/formats/mime/media_type.h"
#include "groupware/principals/text_rules.h"

#include <string>

namespace groupware::attachments {
namespace {

void requireValidName(std::string_view name, const Limits& limits) {
    principals::requireName("name of the attachment", name, limits.nameCharacters);
    if (name.find_first_of("/\\") != std::string_view::npos)
        principals::refuse("name of the attachment", "must not contain a slash");
}

void requireFewEnough(std::size_t count, const Limits& limits) {
    if (count <= limits.perObject) return;
    throw Error(ErrorCode::TooLarge, "more attachments than attachments.perObject",
                "An object can have at most " + std::to_string(limits.perObject) + " attachments.");
}

std::vector<Attachment> rowsOf(const Caller& caller, const Owner& owner, std::span<const NewAttachment> files,
                               const Limits& limits, Instant now) {
    std::vector<Attachment> rows;
    for (const NewAttachment& file : files) {
        requireValidName(file.filename, limits);
        rows.push_back({.owner = owner,
                        .filename = file.filename,
                        .mediaType = formats::mime::chooseMediaType(file.mediaType, file.filename),
                        .rtf = file.rtf,
                        .blobKey = file.contents.key(),
                        .size = file.contents.size(),
                        .sha256 = file.contents.sha256(),
                        .createdBy = caller.user,
                        .createdAt = now});
    }
    return rows;
}

void release(std::span<NewAttachment> files) {
    for (NewAttachment& file : files) file.contents.release();
}

}  // namespace

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

Written AttachmentService::attach(const Caller& caller, const Target& target, std::span<NewAttachment> files) const {
    if (files.empty()) throw Error(ErrorCode::BadRequest, "attach without a file", "There is no file to attach.");
    auto& type = targets_.require(target.owner.module);
    const Limits limits = limits_();
    requireFewEnough(files.size(), limits);
    const auto drafts = rowsOf(caller, target.owner, files, limits, clock_.now());
    Written written;
    try {
        written.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            type.requireWrite(tx, caller, target.folder, target.owner.object);
            auto rows = drafts;
            insertAttachments(tx, rows);
            const Summary summary = AttachmentReader(tx).summary(target.owner);
            requireFewEnough(static_cast<std::size_t>(summary.count), limits);
            type.attachmentsChanged(tx, caller, target.folder, target.owner.object, summary);
            written.attachments.clear();
            for (const Attachment& row : rows) written.attachments.push_back(row.id);
        });
    } catch (const Error& failure) {
        if (failure.code() == ErrorCode::Unavailable) release(files);  // it may have been committed all the same
        throw;
    }
    release(files);
    return written;
}

}  // namespace groupware::attachments

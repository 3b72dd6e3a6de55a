#include "groupware/attachments/service/staged_attachments.h"

#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/attachments/store/attachment_reader.h"
#include "groupware/base/error.h"
#include "groupware/formats/mime/media_type.h"
#include "groupware/principals/text_rules.h"

#include <string>
#include <string_view>
#include <utility>

namespace groupware::attachments {
namespace {

void requireValidName(std::string_view name, const Limits& limits) {
    principals::requireName("name of the attachment", name, limits.nameCharacters);
    if (name.find_first_of("/\\") != std::string_view::npos)
        principals::refuse("name of the attachment", "must not contain a slash");
}

void requireFewEnough(std::size_t count, std::size_t most) {
    if (count <= most) return;
    throw Error(ErrorCode::TooLarge, "more attachments than attachments.perObject",
                "An object can have at most " + std::to_string(most) + " attachments.");
}

}  // namespace

StagedAttachments::StagedAttachments(const Caller& caller, std::vector<NewAttachment> files, const Limits& limits,
                                     Instant now)
    : files_(std::move(files)), perObject_(limits.perObject) {
    requireFewEnough(files_.size(), perObject_);
    for (const NewAttachment& file : files_) {
        requireValidName(file.filename, limits);
        rows_.push_back({.filename = file.filename,
                         .mediaType = formats::mime::chooseMediaType(file.mediaType, file.filename),
                         .rtf = file.rtf,
                         .blobKey = file.contents.key(),
                         .size = file.contents.size(),
                         .sha256 = file.contents.sha256(),
                         .createdBy = caller.user,
                         .createdAt = now});
    }
}

StagedAttachments::Attached StagedAttachments::attachTo(dbpool::WriteTransaction& tx, const Owner& owner) const {
    auto rows = rows_;
    for (Attachment& row : rows) row.owner = owner;
    insertAttachments(tx, rows);
    Attached attached{.summary = AttachmentReader(tx).summary(owner)};
    requireFewEnough(static_cast<std::size_t>(attached.summary.count), perObject_);
    for (const Attachment& row : rows) attached.ids.push_back(row.id);
    return attached;
}

void StagedAttachments::release() noexcept {
    for (NewAttachment& file : files_) file.contents.release();
}

}  // namespace groupware::attachments

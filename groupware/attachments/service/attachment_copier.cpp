#include "groupware/attachments/service/attachment_copier.h"

#include "filestore/quota.h"
#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/attachments/store/attachment_reader.h"

#include <cstdint>
#include <memory>
#include <span>

namespace groupware::attachments {
namespace {

/// An open blob from its start.
class ReaderSource final : public filestore::BlobSource {
public:
    explicit ReaderSource(filestore::BlobReader& reader) : reader_(reader) {}
    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const std::size_t count = reader_.readAt(offset_, into);
        offset_ += static_cast<std::int64_t>(count);
        return count;
    }

private:
    filestore::BlobReader& reader_;
    std::int64_t offset_ = 0;
};

}  // namespace

CopiedAttachments AttachmentCopier::copy(const Caller& caller, const Owner& source) const {
    auto attachments = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        auto found = AttachmentReader(session).list(source);
        std::int64_t octets = 0;
        for (const Attachment& attachment : found) octets += attachment.size;
        if (octets > 0) filestore::requireRoom(session, octets);
        return found;
    });
    std::vector<CopiedAttachments::Copy> copies;
    copies.reserve(attachments.size());
    for (Attachment& attachment : attachments) {
        auto store = filestores_.storeOf(caller.context);
        const auto reader = store->open(attachment.blobKey);
        ReaderSource octets(*reader);
        auto blob = store->put(octets, attachment.size);
        attachment.blobKey = blob.key;
        attachment.createdBy = caller.user;
        attachment.createdAt = clock_.now();
        copies.push_back(
            {.attachment = std::move(attachment), .blob = filestore::StagedBlob(std::move(store), std::move(blob))});
    }
    return CopiedAttachments(std::move(copies));
}

Summary CopiedAttachments::attachTo(dbpool::WriteTransaction& tx, const Owner& owner) const {
    std::vector<Attachment> attachments;
    for (const Copy& copy : copies_) {
        attachments.push_back(copy.attachment);
        attachments.back().owner = owner;
    }
    if (!attachments.empty()) insertAttachments(tx, attachments);
    Summary summary{.count = static_cast<std::int64_t>(attachments.size())};
    if (!attachments.empty()) summary.newest = attachments.back().createdAt;
    return summary;
}

void CopiedAttachments::release() noexcept {
    for (Copy& copy : copies_) copy.blob.release();
}

}  // namespace groupware::attachments

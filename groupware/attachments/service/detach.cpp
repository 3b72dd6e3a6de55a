#include "groupware/attachments/service/attachment_service.h"
#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/attachments/store/attachment_reader.h"
#include "groupware/attachments/store/attachment_tombstones.h"
#include "groupware/attachments/store/attachment_writer.h"
#include "groupware/base/error.h"

#include <array>
#include <set>
#include <string>

namespace groupware::attachments {
namespace {

/// The contents of those of `all` that are named. @throws Error NotFound if one is missing
std::vector<AttachmentReader::StoredBlob> blobsOf(const std::vector<AttachmentReader::StoredBlob>& all,
                                                  const std::set<AttachmentId>& named) {
    std::vector<AttachmentReader::StoredBlob> blobs;
    for (const auto& blob : all) {
        if (named.contains(blob.attachment)) blobs.push_back(blob);
    }
    if (blobs.size() != named.size())
        throw Error(ErrorCode::NotFound, "no such attachment", "An attachment of the list does not exist.");
    return blobs;
}

}  // namespace

Written AttachmentService::detach(const Caller& caller, const Target& target,
                                  std::span<const AttachmentId> attachments) const {
    if (attachments.empty())
        throw Error(ErrorCode::BadRequest, "detach without an id", "There is no attachment to remove.");
    auto& type = targets_.require(target.owner.module);
    const std::set<AttachmentId> named(attachments.begin(), attachments.end());
    return {.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        type.requireWrite(tx, caller, target.folder, target.owner.object);
        AttachmentReader reader(tx);
        const std::array objects{target.owner.object};
        const auto blobs = blobsOf(reader.blobsOf(target.owner.module, objects), named);
        std::vector<std::int64_t> ids;
        std::vector<LeftAttachment> left;
        for (const auto id : named) {
            ids.push_back(id.value);
            left.push_back({.owner = target.owner, .attachment = id});
        }
        AttachmentWriter(tx).remove(target.owner, ids);
        dropUnattached(tx, blobs);
        addTombstones(tx, left);
        type.attachmentsChanged(tx, caller, target.folder, target.owner.object, reader.summary(target.owner));
    })};
}

}  // namespace groupware::attachments

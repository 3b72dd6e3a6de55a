#pragma once

#include "dbpool/routing/write_transaction.h"
#include "filestore/staged_blob.h"
#include "groupware/attachments/attachment.h"
#include "groupware/attachments/limits.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"

#include <cstddef>
#include <string>
#include <vector>

namespace groupware::attachments {

/// A file to attach, stored already.
struct NewAttachment {
    std::string filename;
    std::string mediaType{};  ///< the client's word
    bool rtf = false;
    filestore::StagedBlob contents;
};

/// Files that are stored and wait for the transaction in which an object gets them; perhaps the one that makes it. What
/// is not released is removed again with this object.
class StagedAttachments {
public:
    StagedAttachments() = default;
    /// @throws Error BadRequest for a name that is none, TooLarge for more files than an object may have
    StagedAttachments(const Caller& caller, std::vector<NewAttachment> files, const Limits& limits, Instant now);

    [[nodiscard]] bool empty() const noexcept { return files_.empty(); }

    struct Attached {
        std::vector<AttachmentId> ids{};  ///< of these files, in their order
        Summary summary{};                ///< of all that the object has
    };
    /// In the transaction, which may run again: adds the rows, counts octets and attachments. The object's own row is
    /// the caller's business. Not for none.
    /// @throws Error TooLarge if the object has more than it may have, QuotaExceeded
    Attached attachTo(dbpool::WriteTransaction& tx, const Owner& owner) const;
    /// After the transaction, also when it ended with Unavailable; not after another failure.
    void release() noexcept;

private:
    std::vector<NewAttachment> files_;
    std::vector<Attachment> rows_;  // of those, without owner and id
    std::size_t perObject_ = 0;
};

}  // namespace groupware::attachments

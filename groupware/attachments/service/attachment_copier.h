#pragma once

#include "dbpool/routing/context_database.h"
#include "dbpool/routing/write_transaction.h"
#include "filestore/directory.h"
#include "filestore/staged_blob.h"
#include "groupware/attachments/attachment.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"

#include <utility>
#include <vector>

namespace groupware::attachments {

/// Attachments that are stored once more and wait for the object they belong to. What is not released is removed again
/// with this object.
class CopiedAttachments {
public:
    struct Copy {
        Attachment attachment{};  ///< with the key of the new blob
        filestore::StagedBlob blob;
    };
    explicit CopiedAttachments(std::vector<Copy> copies) : copies_(std::move(copies)) {}

    [[nodiscard]] bool empty() const noexcept { return copies_.empty(); }
    /// In the transaction that makes the object, which may run again: adds the rows, counts octets and attachments.
    /// @return what the new object's row has to say
    /// @throws Error QuotaExceeded
    Summary attachTo(dbpool::WriteTransaction& tx, const Owner& owner) const;
    /// After the transaction, also when it ended with Unavailable; not after another failure.
    void release() noexcept;

private:
    std::vector<Copy> copies_;
};

/// Copies the attachments of objects that are copied. Each blob belongs to one row, so octets are stored once more,
/// before the transaction. Safe to call from any thread.
class AttachmentCopier {
public:
    /// All outlive this object.
    AttachmentCopier(dbpool::ContextDatabase& database, filestore::FilestoreDirectory& filestores, const Clock& clock)
        : database_(database), filestores_(filestores), clock_(clock) {}

    /// That the caller may read the object is checked before.
    /// @throws Error QuotaExceeded, Unavailable
    [[nodiscard]] CopiedAttachments copy(const Caller& caller, const Owner& source) const;

private:
    dbpool::ContextDatabase& database_;
    filestore::FilestoreDirectory& filestores_;
    const Clock& clock_;
};

}  // namespace groupware::attachments

#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/attachments/attachment.h"

#include <cstdint>
#include <span>

namespace groupware::attachments {

/// Writes attachments in the transaction's context. Permissions, quota and change records are the caller's business.
class AttachmentWriter {
public:
    explicit AttachmentWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// Gives it an id and the transaction's seq.
    void insert(Attachment& attachment);
    /// At most `atMost` of those that `user` added to objects of `module` become `heir`'s.
    /// @return how many
    std::int64_t bequeath(Module module, UserId user, UserId heir, int atMost);
    void remove(std::span<const std::int64_t> attachments);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::attachments

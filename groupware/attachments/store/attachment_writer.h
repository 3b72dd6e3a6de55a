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
    /// Files that hang on other objects, too, or had ids before: they keep them, and get the transaction's seq. Few
    /// statements.
    void share(std::span<const Attachment> attachments);
    /// New ones get ids behind this one.
    void takeIds(AttachmentId last);
    /// At most `atMost` of those that `user` added to objects of `module` become `heir`'s.
    /// @return how many
    std::int64_t bequeath(Module module, UserId user, UserId heir, int atMost);
    /// Of one object.
    void remove(const Owner& owner, std::span<const std::int64_t> attachments);
    /// One that hangs on several.
    void removeFrom(Module module, std::span<const std::int64_t> objects, AttachmentId attachment);
    /// All of some objects.
    /// @param objects  at most ReadSession::kMaxListValues
    void removeOf(Module module, std::span<const std::int64_t> objects);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::attachments

#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/infostore/document.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace groupware::infostore {

/// Writes documents of the transaction's context. Every change of a document carries the transaction's seq.
class DocumentWriter {
public:
    explicit DocumentWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// The next free id.
    [[nodiscard]] DocumentId nextId();

    /// Sets `seq` and `createdSeq` of `document` to the transaction's.
    /// @throws Error Conflict if the folder has a document of that file name
    void insert(Document& document);
    /// Writes every column of the document but its creation. Sets `seq`.
    /// @throws Error Conflict as insert(), NotFound if it is gone
    void update(Document& document);
    void insertVersion(DocumentId document, const Version& version);
    void setVersionComment(DocumentId document, int version, std::string_view comment);
    void removeVersions(DocumentId document, std::span<const std::int64_t> versions);
    /// What `user` created or changed last of `documents` becomes `heir`'s; his locks on them end. Sets their `seq`.
    void bequeath(std::span<const std::int64_t> documents, UserId user, UserId heir);
    /// Nobody locks a document of the folder any more.
    void endLocks(FolderId folder);
    /// Documents and all their versions' rows.
    void remove(std::span<const std::int64_t> documents);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::infostore

#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/infostore/document.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::infostore {

/// Where to search. The two lists together; at most one entry per folder.
struct SearchScope {
    std::vector<std::int64_t> folders{};     ///< every document in them
    std::vector<std::int64_t> ownFolders{};  ///< only what `owner` created
    UserId owner;
};

/// Reads documents of the session's context. Works on a replica or inside a transaction.
class DocumentReader {
public:
    explicit DocumentReader(dbpool::ReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<Document> find(DocumentId id);
    /// Those of `ids` that exist, in no order.
    [[nodiscard]] std::vector<Document> findAll(std::span<const std::int64_t> ids);
    [[nodiscard]] std::optional<Document> findByName(FolderId folder, std::string_view filename);
    /// File names of the folder that start with `prefix`: what a new name must differ from.
    [[nodiscard]] std::vector<std::string> namesWithPrefix(FolderId folder, std::string_view prefix);

    /// The folder's documents by id, `limit` of them at most. With `owner`, only what that user created.
    [[nodiscard]] std::vector<Document> list(FolderId folder, std::optional<UserId> owner, std::size_t limit);
    /// Those that were created, changed or moved here after `since`, oldest change first.
    [[nodiscard]] std::vector<Document> changedSince(FolderId folder, std::optional<UserId> owner, Seq since);
    /// The folder's documents behind (`seq`, `id`) in the order of change, `limit` of them at most.
    [[nodiscard]] std::vector<Document> behind(FolderId folder, Seq seq, DocumentId id, std::size_t limit);
    /// Documents per folder; folders without any are absent.
    [[nodiscard]] std::map<FolderId, std::int64_t> count(std::span<const FolderId> folders);

    /// Documents that `user` created, changed last, locked or added a version to, by id; `limit` of them at most. Looks
    /// through all of the context's.
    [[nodiscard]] std::vector<Document> touchedBy(UserId user, std::size_t limit);

    /// Ids of documents whose title, file name or description match, newest change first, `limit` at most.
    /// @param pattern  in LIKE's language: see likePattern()
    [[nodiscard]] std::vector<std::int64_t> search(const SearchScope& scope, std::string_view pattern,
                                                   std::size_t limit);

    /// All versions, oldest first.
    [[nodiscard]] std::vector<Version> versions(DocumentId document);
    [[nodiscard]] std::optional<Version> version(DocumentId document, int number);
    /// The same of several documents, by document.
    [[nodiscard]] std::map<std::int64_t, std::vector<Version>> versions(std::span<const std::int64_t> documents);

    /// Every version's blob of the given documents.
    struct StoredBlob {
        std::string key;
        std::int64_t size = 0;
    };
    [[nodiscard]] std::vector<StoredBlob> blobs(std::span<const std::int64_t> documents);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::infostore

#include "groupware/infostore/store/document_reader.h"

#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/sql_text.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace groupware::infostore {
namespace {

using dbpool::ReadStatement;

constexpr std::string_view kSelect =
    "SELECT d.id, d.folder, d.filename, d.title, d.description, d.url, d.categories, d.color_label, "
    "d.current_version, d.last_version, d.version_count, d.lock_owner, d.locked_until, d.created_by, d.created_at, "
    "d.changed_by, d.modified, d.created_seq, d.seq, d.origin, v.version, v.blob_key, v.size, v.sha256, v.md5, "
    "v.media_type, "
    "v.filename, v.comment, v.created_by, v.created_at "
    "FROM document d LEFT JOIN document_version v "
    "ON v.cid = d.cid AND v.document = d.id AND v.version = d.current_version ";
constexpr int kFirstVersionColumn = 21;

constexpr std::string_view kById = "WHERE d.cid = ? AND d.id = ?";
constexpr std::string_view kByIds = "WHERE d.cid = ? AND d.id IN (?...)";
constexpr std::string_view kByName = "WHERE d.cid = ? AND d.folder = ? AND d.filename = ?";
constexpr std::string_view kOfFolder = "WHERE d.cid = ? AND d.folder = ? ORDER BY d.id LIMIT ?";
constexpr std::string_view kOwnOfFolder = "WHERE d.cid = ? AND d.folder = ? AND d.created_by = ? ORDER BY d.id LIMIT ?";
constexpr std::string_view kChanged = "WHERE d.cid = ? AND d.folder = ? AND d.seq > ? ORDER BY d.seq, d.id";
constexpr std::string_view kBehind =
    "WHERE d.cid = ? AND d.folder = ? AND d.seq >= ? AND (d.seq > ? OR d.id > ?) ORDER BY d.seq, d.id LIMIT ?";
constexpr std::string_view kOwnChanged =
    "WHERE d.cid = ? AND d.folder = ? AND d.created_by = ? AND d.seq > ? ORDER BY d.seq, d.id";
constexpr std::string_view kTouched =
    "WHERE d.cid = ? AND (d.created_by = ? OR d.changed_by = ? OR d.lock_owner = ? OR EXISTS (SELECT 1 FROM "
    "document_version a WHERE a.cid = d.cid AND a.document = d.id AND a.created_by = ?)) ORDER BY d.id LIMIT ?";

constexpr ReadStatement kFind{"infostore.document.find", dbpool::SqlText<kSelect, kById>::kValue};
constexpr ReadStatement kFindAll{"infostore.document.findAll", dbpool::SqlText<kSelect, kByIds>::kValue};
constexpr ReadStatement kFindByName{"infostore.document.findByName", dbpool::SqlText<kSelect, kByName>::kValue};
constexpr ReadStatement kList{"infostore.document.list", dbpool::SqlText<kSelect, kOfFolder>::kValue};
constexpr ReadStatement kListOwn{"infostore.document.listOwn", dbpool::SqlText<kSelect, kOwnOfFolder>::kValue};
constexpr ReadStatement kChangedSince{"infostore.document.changedSince", dbpool::SqlText<kSelect, kChanged>::kValue};
constexpr ReadStatement kListBehind{"infostore.document.behind", dbpool::SqlText<kSelect, kBehind>::kValue};
constexpr ReadStatement kOwnChangedSince{"infostore.document.ownChangedSince",
                                         dbpool::SqlText<kSelect, kOwnChanged>::kValue};
constexpr ReadStatement kTouchedBy{"infostore.document.touchedBy", dbpool::SqlText<kSelect, kTouched>::kValue};

constexpr ReadStatement kNames{"infostore.document.names",
                               "SELECT filename FROM document WHERE cid = ? AND folder = ? AND filename LIKE ?"};
constexpr ReadStatement kCount{
    "infostore.document.count",
    "SELECT folder, COUNT(*) FROM document WHERE cid = ? AND folder IN (?...) GROUP BY folder"};

constexpr ReadStatement kSearch{
    "infostore.document.search",
    "SELECT id, seq FROM document WHERE cid = ? AND (title COLLATE utf8mb4_unicode_ci LIKE ? "
    "OR filename COLLATE utf8mb4_unicode_ci LIKE ? OR description COLLATE utf8mb4_unicode_ci LIKE ?) "
    "AND folder IN (?...)"};
constexpr ReadStatement kSearchOwn{
    "infostore.document.searchOwn",
    "SELECT id, seq FROM document WHERE cid = ? AND (title COLLATE utf8mb4_unicode_ci LIKE ? "
    "OR filename COLLATE utf8mb4_unicode_ci LIKE ? OR description COLLATE utf8mb4_unicode_ci LIKE ?) "
    "AND created_by = ? AND folder IN (?...)"};

constexpr std::string_view kSelectVersion =
    "SELECT v.version, v.blob_key, v.size, v.sha256, v.md5, v.media_type, v.filename, v.comment, v.created_by, "
    "v.created_at FROM document_version v WHERE v.cid = ? AND v.document = ? ";
constexpr std::string_view kInOrder = "ORDER BY v.version";
constexpr std::string_view kOfNumber = "AND v.version = ?";
constexpr ReadStatement kVersions{"infostore.version.list", dbpool::SqlText<kSelectVersion, kInOrder>::kValue};
constexpr ReadStatement kVersion{"infostore.version.find", dbpool::SqlText<kSelectVersion, kOfNumber>::kValue};
constexpr ReadStatement kVersionsOf{
    "infostore.version.listOf",
    "SELECT v.version, v.blob_key, v.size, v.sha256, v.md5, v.media_type, v.filename, v.comment, v.created_by, "
    "v.created_at, v.document FROM document_version v WHERE v.cid = ? AND v.document IN (?...) "
    "ORDER BY v.document, v.version"};
constexpr ReadStatement kBlobs{"infostore.version.blobs",
                               "SELECT blob_key, size FROM document_version WHERE cid = ? AND document IN (?...)"};

Instant instant(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

Version versionAt(const dbpool::Rows& rows, int column) {
    return {.number = static_cast<int>(rows.integer(column)),
            .blobKey = rows.text(column + 1),
            .size = rows.integer(column + 2),
            .sha256 = rows.text(column + 3),
            .md5 = rows.text(column + 4),
            .mediaType = rows.text(column + 5),
            .filename = rows.text(column + 6),
            .comment = rows.text(column + 7),
            .createdBy = {rows.integer(column + 8)},
            .createdAt = instant(rows.integer(column + 9))};
}

Document documentOf(const dbpool::Rows& rows) {
    Document document{.id = {rows.integer(1)},
                      .folder = {rows.integer(2)},
                      .filename = rows.text(3),
                      .title = rows.text(4),
                      .description = rows.text(5),
                      .url = rows.text(6),
                      .categories = rows.text(7),
                      .colorLabel = static_cast<int>(rows.integer(8)),
                      .currentVersion = static_cast<int>(rows.integer(9)),
                      .lastVersion = static_cast<int>(rows.integer(10)),
                      .versionCount = static_cast<int>(rows.integer(11)),
                      .lock = std::nullopt,
                      .createdBy = {rows.integer(14)},
                      .createdAt = instant(rows.integer(15)),
                      .changedBy = {rows.integer(16)},
                      .modified = instant(rows.integer(17)),
                      .createdSeq = {rows.integer(18)},
                      .seq = {rows.integer(19)}};
    if (const auto origin = rows.maybeInteger(20)) document.origin = FolderId{*origin};
    if (!rows.isNull(12)) document.lock = Lock{.owner = {rows.integer(12)}, .until = instant(rows.integer(13))};
    if (!rows.isNull(kFirstVersionColumn)) document.contents = versionAt(rows, kFirstVersionColumn);
    return document;
}

std::vector<Document> documentsOf(dbpool::Rows rows) {
    std::vector<Document> documents;
    while (rows.next()) documents.push_back(documentOf(rows));
    return documents;
}

std::optional<Document> oneOf(dbpool::Rows rows) {
    if (!rows.next()) return std::nullopt;
    return documentOf(rows);
}

}  // namespace

std::optional<Document> DocumentReader::find(DocumentId id) {
    return oneOf(session_.query(kFind, {id.value}));
}

std::vector<Document> DocumentReader::findAll(std::span<const std::int64_t> ids) {
    std::vector<Document> documents;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kFindAll, {}, piece);
        while (rows.next()) documents.push_back(documentOf(rows));
    });
    return documents;
}

std::optional<Document> DocumentReader::findByName(FolderId folder, std::string_view filename) {
    return oneOf(session_.query(kFindByName, {folder.value, filename}));
}

std::vector<std::string> DocumentReader::namesWithPrefix(FolderId folder, std::string_view prefix) {
    std::string pattern;
    for (const char letter : prefix) {
        if (letter == '%' || letter == '_' || letter == '\\') pattern += '\\';
        pattern += letter;
    }
    pattern += '%';
    auto rows = session_.query(kNames, {folder.value, pattern});
    std::vector<std::string> names;
    while (rows.next()) names.push_back(rows.text(1));
    return names;
}

std::vector<Document> DocumentReader::list(FolderId folder, std::optional<UserId> owner, std::size_t limit) {
    const auto most = static_cast<std::int64_t>(limit);
    if (owner) return documentsOf(session_.query(kListOwn, {folder.value, owner->value, most}));
    return documentsOf(session_.query(kList, {folder.value, most}));
}

std::vector<Document> DocumentReader::changedSince(FolderId folder, std::optional<UserId> owner, Seq since) {
    if (owner) return documentsOf(session_.query(kOwnChangedSince, {folder.value, owner->value, since.value}));
    return documentsOf(session_.query(kChangedSince, {folder.value, since.value}));
}

std::vector<Document> DocumentReader::behind(FolderId folder, Seq seq, DocumentId id, std::size_t limit) {
    return documentsOf(
        session_.query(kListBehind, {folder.value, seq.value, seq.value, id.value, static_cast<std::int64_t>(limit)}));
}

std::vector<Document> DocumentReader::touchedBy(UserId user, std::size_t limit) {
    return documentsOf(
        session_.query(kTouchedBy, {user.value, user.value, user.value, user.value, static_cast<std::int64_t>(limit)}));
}

std::map<FolderId, std::int64_t> DocumentReader::count(std::span<const FolderId> folders) {
    std::vector<std::int64_t> ids;
    for (const FolderId folder : folders) ids.push_back(folder.value);
    std::map<FolderId, std::int64_t> counts;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kCount, {}, piece);
        while (rows.next()) counts[FolderId{rows.integer(1)}] = rows.integer(2);
    });
    return counts;
}

std::vector<std::int64_t> DocumentReader::search(const SearchScope& scope, std::string_view pattern,
                                                 std::size_t limit) {
    std::vector<std::pair<std::int64_t, std::int64_t>> hits;  // seq, id
    const auto collect = [&](dbpool::Rows rows) {
        while (rows.next()) hits.emplace_back(rows.integer(2), rows.integer(1));
    };
    dbpool::inPieces(scope.folders, [&](std::span<const std::int64_t> piece) {
        collect(session_.queryIn(kSearch, {pattern, pattern, pattern}, piece));
    });
    dbpool::inPieces(scope.ownFolders, [&](std::span<const std::int64_t> piece) {
        collect(session_.queryIn(kSearchOwn, {pattern, pattern, pattern, scope.owner.value}, piece));
    });
    std::sort(hits.begin(), hits.end(), std::greater<>());
    if (hits.size() > limit) hits.resize(limit);
    std::vector<std::int64_t> ids;
    ids.reserve(hits.size());
    for (const auto& hit : hits) ids.push_back(hit.second);
    return ids;
}

std::vector<Version> DocumentReader::versions(DocumentId document) {
    auto rows = session_.query(kVersions, {document.value});
    std::vector<Version> found;
    while (rows.next()) found.push_back(versionAt(rows, 1));
    return found;
}

std::optional<Version> DocumentReader::version(DocumentId document, int number) {
    auto rows = session_.query(kVersion, {document.value, number});
    if (!rows.next()) return std::nullopt;
    return versionAt(rows, 1);
}

std::map<std::int64_t, std::vector<Version>> DocumentReader::versions(std::span<const std::int64_t> documents) {
    constexpr int kDocumentColumn = 11;
    std::map<std::int64_t, std::vector<Version>> found;
    dbpool::inPieces(documents, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kVersionsOf, {}, piece);
        while (rows.next()) found[rows.integer(kDocumentColumn)].push_back(versionAt(rows, 1));
    });
    return found;
}

std::vector<DocumentReader::StoredBlob> DocumentReader::blobs(std::span<const std::int64_t> documents) {
    std::vector<StoredBlob> found;
    dbpool::inPieces(documents, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kBlobs, {}, piece);
        while (rows.next()) found.push_back({.key = rows.text(1), .size = rows.integer(2)});
    });
    return found;
}

}  // namespace groupware::infostore

#include "groupware/attachments/store/attachment_reader.h"

#include "dbpool/routing/in_pieces.h"

#include <chrono>
#include <utility>

namespace groupware::attachments {
namespace {

using dbpool::ReadStatement;

constexpr ReadStatement kList{"attachments.attachment.list",
                              "SELECT id, module, object, filename, media_type, rtf, blob_key, size, sha256, "
                              "created_by, created_at, seq FROM attachment WHERE cid = ? AND module = ? AND object = ? "
                              "AND seq > ? ORDER BY seq, id"};
constexpr ReadStatement kListOf{"attachments.attachment.listOf",
                                "SELECT id, module, object, filename, media_type, rtf, blob_key, size, sha256, "
                                "created_by, created_at, seq FROM attachment WHERE cid = ? AND module = ? AND object "
                                "IN (?...) ORDER BY object, seq, id"};
constexpr ReadStatement kFind{"attachments.attachment.find",
                              "SELECT id, module, object, filename, media_type, rtf, blob_key, size, sha256, "
                              "created_by, created_at, seq FROM attachment WHERE cid = ? AND id = ? AND module = ? "
                              "AND object = ?"};
constexpr ReadStatement kSummary{
    "attachments.attachment.summary",
    "SELECT COUNT(*), MAX(created_at) FROM attachment WHERE cid = ? AND module = ? AND object = ?"};
constexpr ReadStatement kBlobsOf{
    "attachments.attachment.blobsOf",
    "SELECT DISTINCT id, blob_key, size FROM attachment WHERE cid = ? AND module = ? AND object IN (?...)"};
constexpr ReadStatement kNamed{"attachments.attachment.named",
                               "SELECT id, module, object, filename, media_type, rtf, blob_key, size, sha256, "
                               "created_by, created_at, seq FROM attachment WHERE cid = ? AND id IN (?...)"};
constexpr ReadStatement kAttached{"attachments.attachment.attached",
                                  "SELECT DISTINCT id FROM attachment WHERE cid = ? AND id IN (?...)"};
constexpr ReadStatement kShared{
    "attachments.attachment.shared",
    "SELECT id FROM attachment WHERE cid = ? AND id IN (?...) GROUP BY id HAVING COUNT(*) > 1"};

Instant instant(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

Attachment attachmentOf(const dbpool::Rows& rows) {
    return {.id = {rows.integer(1)},
            .owner = {.module = static_cast<Module>(rows.integer(2)), .object = rows.integer(3)},
            .filename = rows.text(4),
            .mediaType = rows.text(5),
            .rtf = rows.integer(6) != 0,
            .blobKey = rows.text(7),
            .size = rows.integer(8),
            .sha256 = rows.text(9),
            .createdBy = {rows.integer(10)},
            .createdAt = instant(rows.integer(11)),
            .seq = {rows.integer(12)}};
}

}  // namespace

std::vector<Attachment> AttachmentReader::list(const Owner& owner) {
    return addedSince(owner, Seq{});
}

std::map<std::int64_t, std::vector<Attachment>> AttachmentReader::list(Module module,
                                                                       std::span<const std::int64_t> objects) {
    auto rows = session_.queryIn(kListOf, {static_cast<std::int64_t>(module)}, objects);
    std::map<std::int64_t, std::vector<Attachment>> found;
    while (rows.next()) {
        auto attachment = attachmentOf(rows);
        found[attachment.owner.object].push_back(std::move(attachment));
    }
    return found;
}

std::vector<Attachment> AttachmentReader::addedSince(const Owner& owner, Seq since) {
    auto rows = session_.query(kList, {static_cast<std::int64_t>(owner.module), owner.object, since.value});
    std::vector<Attachment> found;
    while (rows.next()) found.push_back(attachmentOf(rows));
    return found;
}

std::optional<Attachment> AttachmentReader::find(const Owner& owner, AttachmentId id) {
    auto rows = session_.query(kFind, {id.value, static_cast<std::int64_t>(owner.module), owner.object});
    if (!rows.next()) return std::nullopt;
    return attachmentOf(rows);
}

Summary AttachmentReader::summary(const Owner& owner) {
    auto rows = session_.query(kSummary, {static_cast<std::int64_t>(owner.module), owner.object});
    Summary summary;
    if (!rows.next()) return summary;
    summary.count = rows.integer(1);
    if (!rows.isNull(2)) summary.newest = instant(rows.integer(2));
    return summary;
}

std::vector<AttachmentReader::StoredBlob> AttachmentReader::blobsOf(Module module,
                                                                    std::span<const std::int64_t> objects) {
    auto rows = session_.queryIn(kBlobsOf, {static_cast<std::int64_t>(module)}, objects);
    std::vector<StoredBlob> found;
    while (rows.next())
        found.push_back({.attachment = {rows.integer(1)}, .key = rows.text(2), .size = rows.integer(3)});
    return found;
}

std::map<AttachmentId, Attachment> AttachmentReader::named(std::span<const std::int64_t> attachments) {
    std::map<AttachmentId, Attachment> found;
    dbpool::inPieces(attachments, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kNamed, {}, piece);
        while (rows.next()) {
            auto attachment = attachmentOf(rows);
            found.emplace(attachment.id, std::move(attachment));
        }
    });
    return found;
}

std::set<AttachmentId> AttachmentReader::attached(std::span<const std::int64_t> attachments) {
    std::set<AttachmentId> found;
    dbpool::inPieces(attachments, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kAttached, {}, piece);
        while (rows.next()) found.insert({rows.integer(1)});
    });
    return found;
}

std::set<AttachmentId> AttachmentReader::shared(std::span<const std::int64_t> attachments) {
    std::set<AttachmentId> found;
    dbpool::inPieces(attachments, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kShared, {}, piece);
        while (rows.next()) found.insert({rows.integer(1)});
    });
    return found;
}

}  // namespace groupware::attachments

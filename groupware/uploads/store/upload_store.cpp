#include "groupware/uploads/store/upload_store.h"

#include <chrono>

namespace groupware::uploads {
namespace {

using dbpool::ReadStatement;
using dbpool::WriteStatement;

constexpr ReadStatement kFind{"uploads.upload.find",
                              "SELECT id, owner, filename, media_type, blob_key, size, sha256, created_at, expires_at "
                              "FROM upload WHERE cid = ? AND id = ?"};
constexpr ReadStatement kExpired{
    "uploads.upload.expired",
    "SELECT id, owner, filename, media_type, blob_key, size, sha256, created_at, expires_at FROM upload "
    "WHERE cid = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?"};
constexpr ReadStatement kCount{"uploads.upload.count",
                               "SELECT COUNT(*) FROM upload WHERE cid = ? AND owner = ? AND expires_at > ?"};
constexpr WriteStatement kInsert{
    "uploads.upload.insert",
    "INSERT INTO upload (cid, id, owner, filename, media_type, blob_key, size, sha256, created_at, expires_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
// The one-row table stands first because the context id is the first value of every statement.
constexpr WriteStatement kKeepUntil{"uploads.upload.keepUntil",
                                    "UPDATE (SELECT ? AS cid) k JOIN upload u ON u.cid = k.cid SET u.expires_at = ? "
                                    "WHERE u.id = ?"};
constexpr WriteStatement kRemove{"uploads.upload.remove", "DELETE FROM upload WHERE cid = ? AND id = ?"};

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

Instant instant(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

Upload uploadOf(const dbpool::Rows& rows) {
    return {.id = rows.text(1),
            .owner = {rows.integer(2)},
            .filename = rows.text(3),
            .mediaType = rows.text(4),
            .blobKey = rows.text(5),
            .size = rows.integer(6),
            .sha256 = rows.text(7),
            .createdAt = instant(rows.integer(8)),
            .expiresAt = instant(rows.integer(9))};
}

}  // namespace

std::optional<Upload> UploadReader::find(std::string_view id) {
    auto rows = session_.query(kFind, {id});
    if (!rows.next()) return std::nullopt;
    return uploadOf(rows);
}

std::int64_t UploadReader::count(UserId owner, Instant now) {
    auto rows = session_.query(kCount, {owner.value, milliseconds(now)});
    return rows.next() ? rows.integer(1) : 0;
}

std::vector<Upload> UploadReader::expired(Instant now, std::size_t limit) {
    auto rows = session_.query(kExpired, {milliseconds(now), static_cast<std::int64_t>(limit)});
    std::vector<Upload> found;
    while (rows.next()) found.push_back(uploadOf(rows));
    return found;
}

void UploadWriter::insert(const Upload& upload) {
    transaction_.execute(kInsert,
                         {upload.id, upload.owner.value, upload.filename, upload.mediaType, upload.blobKey, upload.size,
                          dbpool::Blob{upload.sha256}, milliseconds(upload.createdAt), milliseconds(upload.expiresAt)});
}

void UploadWriter::keepUntil(std::string_view id, Instant expiry) {
    transaction_.execute(kKeepUntil, {milliseconds(expiry), id});
}

void UploadWriter::remove(std::string_view id) {
    transaction_.execute(kRemove, {id});
}

}  // namespace groupware::uploads

#include "groupware/infostore/store/document_writer.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/routing/in_pieces.h"
#include "groupware/base/error.h"

#include <optional>
#include <string>

namespace groupware::infostore {
namespace {

using dbpool::WriteStatement;

constexpr WriteStatement kInsert{
    "infostore.document.insert",
    "INSERT INTO document (cid, id, folder, filename, title, description, url, categories, color_label, "
    "current_version, last_version, version_count, lock_owner, locked_until, created_by, created_at, changed_by, "
    "modified, created_seq, seq, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
// The one-row table stands first because the context id is the first value of every statement.
constexpr WriteStatement kUpdate{
    "infostore.document.update",
    "UPDATE (SELECT ? AS cid) k JOIN document d ON d.cid = k.cid SET d.folder = ?, d.filename = ?, d.title = ?, "
    "d.description = ?, d.url = ?, d.categories = ?, d.color_label = ?, d.current_version = ?, d.last_version = ?, "
    "d.version_count = ?, d.lock_owner = ?, d.locked_until = ?, d.changed_by = ?, d.modified = ?, d.seq = ?, d.origin "
    "= ? "
    "WHERE d.id = ?"};
constexpr WriteStatement kBequeath{
    "infostore.document.bequeath",
    "UPDATE (SELECT ? AS cid) k JOIN document d ON d.cid = k.cid SET d.created_by = IF(d.created_by = ?, ?, "
    "d.created_by), d.changed_by = IF(d.changed_by = ?, ?, d.changed_by), d.seq = ? WHERE d.id IN (?...)"};
constexpr WriteStatement kEndLocks{
    "infostore.document.endLocks",
    "UPDATE (SELECT ? AS cid) k JOIN document d ON d.cid = k.cid SET d.lock_owner = NULL, d.locked_until = NULL "
    "WHERE d.lock_owner = ? AND d.id IN (?...)"};
constexpr WriteStatement kEndLocksIn{
    "infostore.document.endLocksIn",
    "UPDATE (SELECT ? AS cid) k JOIN document d ON d.cid = k.cid SET d.lock_owner = NULL, d.locked_until = NULL "
    "WHERE d.folder = ? AND d.lock_owner IS NOT NULL"};
constexpr WriteStatement kBequeathVersions{
    "infostore.version.bequeath",
    "UPDATE (SELECT ? AS cid) k JOIN document_version v ON v.cid = k.cid SET v.created_by = ? "
    "WHERE v.created_by = ? AND v.document IN (?...)"};
constexpr WriteStatement kRemove{"infostore.document.remove", "DELETE FROM document WHERE cid = ? AND id IN (?...)"};

constexpr WriteStatement kInsertVersion{
    "infostore.version.insert",
    "INSERT INTO document_version (cid, document, version, blob_key, size, sha256, md5, media_type, filename, comment, "
    "created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr WriteStatement kSetComment{
    "infostore.version.setComment",
    "UPDATE (SELECT ? AS cid) k JOIN document_version v ON v.cid = k.cid SET v.comment = ? "
    "WHERE v.document = ? AND v.version = ?"};
constexpr WriteStatement kRemoveVersions{
    "infostore.version.remove", "DELETE FROM document_version WHERE cid = ? AND document = ? AND version IN (?...)"};
constexpr WriteStatement kRemoveAllVersions{"infostore.version.removeAll",
                                            "DELETE FROM document_version WHERE cid = ? AND document IN (?...)"};

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

dbpool::Value textOrNull(const std::string& text) {
    return text.empty() ? dbpool::Value(nullptr) : dbpool::Value(text);
}

dbpool::Value lockOwner(const Document& document) {
    return document.lock ? dbpool::Value(document.lock->owner.value) : dbpool::Value(nullptr);
}

dbpool::Value lockEnd(const Document& document) {
    return document.lock ? dbpool::Value(milliseconds(document.lock->until)) : dbpool::Value(nullptr);
}

dbpool::Value originOf(const Document& document) {
    return document.origin ? dbpool::Value(document.origin->value) : dbpool::Value(nullptr);
}

/// The only unique key a caller can hit is the file name's; ids come from the sequence.
[[noreturn]] void explain(const dbpool::DbError& failure, const Document& document) {
    if (failure.kind() == dbpool::DbErrorKind::DuplicateKey)
        throw Error(ErrorCode::Conflict, "file name taken in folder " + std::to_string(document.folder.value),
                    "This folder already has a document of that name.");
    throw failure;
}

}  // namespace

DocumentId DocumentWriter::nextId() {
    return {transaction_.nextId("document")};
}

void DocumentWriter::insert(Document& document) {
    document.createdSeq = document.seq = transaction_.seq();
    try {
        transaction_.execute(kInsert, {document.id.value,
                                       document.folder.value,
                                       textOrNull(document.filename),
                                       document.title,
                                       document.description,
                                       document.url,
                                       document.categories,
                                       document.colorLabel,
                                       document.currentVersion,
                                       document.lastVersion,
                                       document.versionCount,
                                       lockOwner(document),
                                       lockEnd(document),
                                       document.createdBy.value,
                                       milliseconds(document.createdAt),
                                       document.changedBy.value,
                                       milliseconds(document.modified),
                                       document.createdSeq.value,
                                       document.seq.value,
                                       originOf(document)});
    } catch (const dbpool::DbError& failure) {
        explain(failure, document);
    }
}

void DocumentWriter::update(Document& document) {
    document.seq = transaction_.seq();
    std::int64_t matched = 0;
    try {
        matched = transaction_.execute(
            kUpdate,
            {document.folder.value, textOrNull(document.filename), document.title, document.description, document.url,
             document.categories, document.colorLabel, document.currentVersion, document.lastVersion,
             document.versionCount, lockOwner(document), lockEnd(document), document.changedBy.value,
             milliseconds(document.modified), document.seq.value, originOf(document), document.id.value});
    } catch (const dbpool::DbError& failure) {
        explain(failure, document);
    }
    if (matched == 0) throw Error(ErrorCode::NotFound, "no document " + std::to_string(document.id.value));
}

void DocumentWriter::insertVersion(DocumentId document, const Version& version) {
    transaction_.execute(kInsertVersion,
                         {document.value, version.number, version.blobKey, version.size, dbpool::Blob{version.sha256},
                          dbpool::Blob{version.md5}, version.mediaType, version.filename, version.comment,
                          version.createdBy.value, milliseconds(version.createdAt)});
}

void DocumentWriter::setVersionComment(DocumentId document, int version, std::string_view comment) {
    transaction_.execute(kSetComment, {comment, document.value, version});
}

void DocumentWriter::removeVersions(DocumentId document, std::span<const std::int64_t> versions) {
    dbpool::inPieces(versions, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kRemoveVersions, {document.value}, piece);
    });
}

void DocumentWriter::bequeath(std::span<const std::int64_t> documents, UserId user, UserId heir) {
    const auto seq = transaction_.seq().value;
    dbpool::inPieces(documents, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kBequeath, {user.value, heir.value, user.value, heir.value, seq}, piece);
        transaction_.executeIn(kEndLocks, {user.value}, piece);
        transaction_.executeIn(kBequeathVersions, {heir.value, user.value}, piece);
    });
}

void DocumentWriter::endLocks(FolderId folder) {
    transaction_.execute(kEndLocksIn, {folder.value});
}

void DocumentWriter::remove(std::span<const std::int64_t> documents) {
    dbpool::inPieces(documents, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kRemoveAllVersions, {}, piece);
        transaction_.executeIn(kRemove, {}, piece);
    });
}

}  // namespace groupware::infostore

#include "groupware/attachments/store/attachment_writer.h"

#include "dbpool/driver/value.h"
#include "dbpool/routing/execute_rows.h"
#include "dbpool/routing/id_sequence.h"
#include "dbpool/routing/in_pieces.h"

#include <string_view>
#include <vector>

namespace groupware::attachments {
namespace {

using dbpool::WriteStatement;

constexpr std::string_view kIdKind = "attachment";

constexpr WriteStatement kInsert{
    "attachments.attachment.insert",
    "INSERT INTO attachment (cid, id, module, object, filename, media_type, rtf, blob_key, size, sha256, created_by, "
    "created_at, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr WriteStatement kShare{
    "attachments.attachment.share",
    "INSERT INTO attachment (cid, id, module, object, filename, media_type, rtf, blob_key, size, sha256, created_by, "
    "created_at, seq) VALUES (?...)"};
constexpr WriteStatement kBequeath{
    "attachments.attachment.bequeath",
    "UPDATE (SELECT cid, id, module, object FROM attachment WHERE cid = ? AND module = ? AND created_by = ? LIMIT ?) k "
    "JOIN attachment a ON a.cid = k.cid AND a.id = k.id AND a.module = k.module AND a.object = k.object "
    "SET a.created_by = ?, a.seq = ?"};
constexpr WriteStatement kRemove{"attachments.attachment.remove",
                                 "DELETE FROM attachment WHERE cid = ? AND module = ? AND object = ? AND id IN (?...)"};
constexpr WriteStatement kRemoveFrom{
    "attachments.attachment.removeFrom",
    "DELETE FROM attachment WHERE cid = ? AND id = ? AND module = ? AND object IN (?...)"};
constexpr WriteStatement kRemoveOf{"attachments.attachment.removeOf",
                                   "DELETE FROM attachment WHERE cid = ? AND module = ? AND object IN (?...)"};

std::vector<dbpool::Value> valuesOf(const Attachment& attachment) {
    return {attachment.id.value,
            static_cast<std::int64_t>(attachment.owner.module),
            attachment.owner.object,
            attachment.filename,
            attachment.mediaType,
            attachment.rtf ? 1 : 0,
            attachment.blobKey,
            attachment.size,
            dbpool::Blob{attachment.sha256},
            attachment.createdBy.value,
            attachment.createdAt.time_since_epoch().count(),
            attachment.seq.value};
}

}  // namespace

void AttachmentWriter::insert(Attachment& attachment) {
    attachment.id = {transaction_.nextId(kIdKind)};
    attachment.seq = transaction_.seq();
    transaction_.execute(kInsert, valuesOf(attachment));
}

void AttachmentWriter::takeIds(AttachmentId last) {
    dbpool::takeIds(transaction_, kIdKind, last.value);
}

void AttachmentWriter::share(std::span<const Attachment> attachments) {
    std::vector<std::vector<dbpool::Value>> rows;
    for (const Attachment& each : attachments) {
        rows.push_back(valuesOf(each));
        rows.back().back() = dbpool::Value(transaction_.seq().value);
    }
    dbpool::executeRows(transaction_, kShare, rows);
}

std::int64_t AttachmentWriter::bequeath(Module module, UserId user, UserId heir, int atMost) {
    return transaction_.execute(kBequeath, {static_cast<std::int64_t>(module), user.value,
                                            static_cast<std::int64_t>(atMost), heir.value, transaction_.seq().value});
}

void AttachmentWriter::remove(const Owner& owner, std::span<const std::int64_t> attachments) {
    dbpool::inPieces(attachments, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kRemove, {static_cast<std::int64_t>(owner.module), owner.object}, piece);
    });
}

void AttachmentWriter::removeFrom(Module module, std::span<const std::int64_t> objects, AttachmentId attachment) {
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kRemoveFrom, {attachment.value, static_cast<std::int64_t>(module)}, piece);
    });
}

void AttachmentWriter::removeOf(Module module, std::span<const std::int64_t> objects) {
    transaction_.executeIn(kRemoveOf, {static_cast<std::int64_t>(module)}, objects);
}

}  // namespace groupware::attachments

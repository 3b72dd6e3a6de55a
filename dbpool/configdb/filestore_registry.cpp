#include "dbpool/configdb/filestore_registry.h"

#include "dbpool/configdb/like_pattern.h"
#include "dbpool/driver/db_error.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"

namespace dbpool {
namespace {

using groupware::Error;
using groupware::ErrorCode;
using groupware::FilestoreId;

constexpr std::size_t kMarkBytes = 16;

constexpr ConfigReadStatement kFind{
    "configdb.filestore.find",
    "SELECT f.id, f.uri, f.size, f.max_context, c.count, f.mark, f.unmarked FROM filestore f"
    " JOIN contexts_per_filestore c ON c.filestore_id = f.id WHERE f.id = ?"};
constexpr ConfigReadStatement kFindUri{
    "configdb.filestore.findUri",
    "SELECT f.id, f.uri, f.size, f.max_context, c.count, f.mark, f.unmarked FROM filestore f"
    " JOIN contexts_per_filestore c ON c.filestore_id = f.id WHERE f.uri = ?"};
constexpr ConfigReadStatement kList{
    "configdb.filestore.list",
    "SELECT f.id, f.uri, f.size, f.max_context, c.count, f.mark, f.unmarked FROM filestore f"
    " JOIN contexts_per_filestore c ON c.filestore_id = f.id WHERE f.uri LIKE ? ORDER BY f.id"};
constexpr ConfigWriteStatement kInsert{
    "configdb.filestore.insert", "INSERT INTO filestore (id, uri, size, max_context, mark) VALUES (?, ?, ?, ?, ?)"};
constexpr ConfigWriteStatement kInsertCount{"configdb.filestore.insertCount",
                                            "INSERT INTO contexts_per_filestore (filestore_id, count) VALUES (?, 0)"};
constexpr ConfigWriteStatement kUpdate{"configdb.filestore.update",
                                       "UPDATE filestore SET uri = ?, size = ?, max_context = ? WHERE id = ?"};
constexpr ConfigWriteStatement kConfirmMark{"configdb.filestore.confirmMark",
                                            "UPDATE filestore SET unmarked = FALSE WHERE id = ?"};
constexpr ConfigWriteStatement kDelete{"configdb.filestore.delete", "DELETE FROM filestore WHERE id = ?"};

RegisteredFilestore filestoreOf(const Rows& rows) {
    return {.id = {rows.integer(1)},
            .uri = rows.text(2),
            .sizeBytes = rows.integer(3),
            .maxContexts = rows.integer(4),
            .contexts = rows.integer(5),
            .mark = rows.text(6),
            .unmarked = rows.flag(7)};
}

[[noreturn]] void refuse(ErrorCode code, const std::string& text) {
    throw Error(code, text, text);
}

[[noreturn]] void refuseUnknown(FilestoreId filestore) {
    refuse(ErrorCode::NotFound, "No such store " + std::to_string(filestore.value));
}

}  // namespace

std::optional<RegisteredFilestore> FilestoreReader::find(FilestoreId filestore) {
    Rows rows = session_.query(kFind, {filestore.value});
    if (!rows.next()) return std::nullopt;
    return filestoreOf(rows);
}

std::optional<RegisteredFilestore> FilestoreReader::find(std::string_view uri) {
    Rows rows = session_.query(kFindUri, {uri});
    if (!rows.next()) return std::nullopt;
    return filestoreOf(rows);
}

std::vector<RegisteredFilestore> FilestoreReader::list(std::string_view pattern) {
    std::vector<RegisteredFilestore> stores;
    for (Rows rows = session_.query(kList, {configdb::likePattern(pattern)}); rows.next();) {
        stores.push_back(filestoreOf(rows));
    }
    return stores;
}

FilestoreId FilestoreRegistry::add(const RegisteredFilestore& store) {
    if (FilestoreReader(transaction_).find(store.uri)) refuse(ErrorCode::Conflict, "Store already exists");
    const FilestoreId id{transaction_.nextId()};
    const std::string mark = groupware::crypto::randomBytes(kMarkBytes);
    transaction_.execute(kInsert, {id.value, store.uri, store.sizeBytes, store.maxContexts, Blob{mark}});
    transaction_.execute(kInsertCount, {id.value});
    return id;
}

void FilestoreRegistry::change(FilestoreId filestore, const FilestoreChange& change) {
    const auto known = FilestoreReader(transaction_).find(filestore);
    if (!known) refuseUnknown(filestore);
    const std::string uri = change.uri.value_or(known->uri);
    if (uri != known->uri && FilestoreReader(transaction_).find(uri)) {
        refuse(ErrorCode::Conflict, "Store already exists");
    }
    transaction_.execute(kUpdate, {uri, change.sizeBytes.value_or(known->sizeBytes),
                                   change.maxContexts.value_or(known->maxContexts), filestore.value});
}

void FilestoreRegistry::confirmMark(FilestoreId filestore) {
    transaction_.execute(kConfirmMark, {filestore.value});
}

void FilestoreRegistry::remove(FilestoreId filestore) {
    try {
        if (transaction_.execute(kDelete, {filestore.value}) == 0) refuseUnknown(filestore);
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::ForeignKey) throw;
        refuse(ErrorCode::Conflict, "Store " + std::to_string(filestore.value) + " in use");
    }
}

}  // namespace dbpool

#include "groupware/folders/store/folder_writer.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/subscription_store.h"
#include "groupware/folders/tree_rules.h"

#include <algorithm>
#include <string>

namespace groupware::folders {
namespace {

constexpr dbpool::WriteStatement kInsert{
    "folders.folder.insert",
    "INSERT INTO folder (cid, id, parent, name_scope, module, name, type, owner, standard, is_default, created_by, "
    "modified_by, created_seq, seq, content_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
// The context id is bound first, and an UPDATE names its new values before its WHERE: so the context joins in front.
constexpr dbpool::WriteStatement kUpdate{
    "folders.folder.update",
    "UPDATE folder JOIN (SELECT ? AS own) context ON folder.cid = context.own "
    "SET parent = ?, name_scope = ?, name = ?, type = ?, owner = ?, modified_by = ?, seq = ?, "
    "origin = IF(? = 16, origin, NULL) WHERE id = ?"};
constexpr dbpool::WriteStatement kSetOrigin{"folders.folder.set_origin",
                                            "UPDATE folder JOIN (SELECT ? AS own) context ON folder.cid = context.own "
                                            "SET origin = ? WHERE id = ?"};
constexpr dbpool::WriteStatement kTouch{"folders.folder.touch",
                                        "UPDATE folder JOIN (SELECT ? AS own) context ON folder.cid = context.own "
                                        "SET modified_by = ?, seq = ? WHERE id = ?"};
constexpr dbpool::WriteStatement kTouchPrivate{"folders.folder.touch_private",
                                               "UPDATE folder JOIN (SELECT ? AS own) context ON folder.cid = "
                                               "context.own SET seq = ? WHERE owner = ? AND type = 1"};
constexpr dbpool::WriteStatement kTouchContent{
    "folders.folder.touch_content",
    "UPDATE folder JOIN (SELECT ? AS own) context ON folder.cid = context.own SET content_seq = ? WHERE id = ?"};
constexpr dbpool::WriteStatement kTouchContents{
    "folders.folder.touch_contents",
    "UPDATE folder JOIN (SELECT ? AS own) context ON folder.cid = context.own SET content_seq = ? WHERE id IN (?...)"};
constexpr dbpool::WriteStatement kRemove{"folders.folder.remove", "DELETE FROM folder WHERE cid = ? AND id = ?"};

// However many entries: one statement, of one text, so that it is prepared once.
constexpr dbpool::WriteStatement kInsertGrants{
    "folders.permission.insert",
    "INSERT INTO folder_permission (cid, folder, principal, folder_level, read_level, write_level, delete_level, "
    "admin) "
    "SELECT ?, ?, g.principal, g.folder_level, g.read_level, g.write_level, g.delete_level, g.admin "
    "FROM JSON_TABLE(?, '$[*]' COLUMNS (principal BIGINT PATH '$[0]', folder_level INT PATH '$[1]', "
    "read_level INT PATH '$[2]', write_level INT PATH '$[3]', delete_level INT PATH '$[4]', admin INT PATH '$[5]')) "
    "g"};
constexpr dbpool::WriteStatement kRemoveGrants{"folders.permission.remove",
                                               "DELETE FROM folder_permission WHERE cid = ? AND folder = ?"};
constexpr dbpool::WriteStatement kRemoveGrantsTo{"folders.permission.remove_principal",
                                                 "DELETE FROM folder_permission WHERE cid = ? AND principal = ?"};

/// Runs `write`; a duplicate key is a name that is taken.
template <class Write>
void namedOnce(const Folder& folder, Write write) {
    try {
        write();
    } catch (const dbpool::DbError& error) {
        if (error.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        throw Error(ErrorCode::Conflict, "folder name taken below " + std::to_string(folder.parent.value),
                    "There is a folder of this name already.");
    }
}

/// One row each, in the order of kInsertGrants.
std::string rowsOf(const std::vector<Grant>& grants) {
    std::string rows;
    for (const auto& [grantee, rights] : grants) {
        rows += rows.empty() ? "[[" : ",[";
        rows += std::to_string(principalOf(grantee));
        for (const int column : {rights.folder, rights.read, rights.write, rights.remove, rights.admin ? 1 : 0}) {
            rows += ',' + std::to_string(column);
        }
        rows += ']';
    }
    return rows + ']';
}

}  // namespace

FolderId FolderWriter::nextId() {
    return {transaction_.nextId("folder", kFirstFolder)};
}

void FolderWriter::insert(const Folder& folder, const std::vector<Grant>& grants) {
    const auto seq = transaction_.seq().value;
    const dbpool::Value parent = folder.id == kRoot ? dbpool::Value(nullptr) : dbpool::Value(folder.parent.value);
    namedOnce(folder, [&] {
        transaction_.execute(kInsert, {folder.id.value, parent, nameScope({folder.type, folder.owner}), folder.module,
                                       folder.name, static_cast<std::int64_t>(folder.type), folder.owner.value,
                                       static_cast<std::int64_t>(folder.standard), folder.isDefault,
                                       folder.createdBy.value, folder.modifiedBy.value, seq, seq, seq});
    });
    setGrants(folder.id, grants);
}

void FolderWriter::update(const Folder& folder) {
    namedOnce(folder, [&] {
        transaction_.execute(kUpdate,
                             {folder.parent.value, nameScope({folder.type, folder.owner}), folder.name,
                              static_cast<std::int64_t>(folder.type), folder.owner.value, folder.modifiedBy.value,
                              transaction_.seq().value, static_cast<std::int64_t>(folder.type), folder.id.value});
    });
}

void FolderWriter::setOrigin(FolderId folder, FolderId origin) {
    transaction_.execute(kSetOrigin, {origin.value, folder.value});
}

void FolderWriter::setGrants(FolderId folder, const std::vector<Grant>& grants) {
    transaction_.execute(kRemoveGrants, {folder.value});
    if (!grants.empty()) transaction_.execute(kInsertGrants, {folder.value, rowsOf(grants)});
}

void FolderWriter::removeGrants(const Grantee& grantee) {
    transaction_.execute(kRemoveGrantsTo, {principalOf(grantee)});
}

void FolderWriter::touch(FolderId folder, UserId by) {
    transaction_.execute(kTouch, {by.value, transaction_.seq().value, folder.value});
}

void FolderWriter::touchPrivate(UserId owner) {
    transaction_.execute(kTouchPrivate, {transaction_.seq().value, owner.value});
}

void FolderWriter::touchContent(FolderId folder) {
    transaction_.execute(kTouchContent, {transaction_.seq().value, folder.value});
}

void FolderWriter::touchContent(std::span<const std::int64_t> folders) {
    while (!folders.empty()) {
        const auto piece = folders.first(std::min(folders.size(), dbpool::ReadSession::kMaxListValues));
        transaction_.executeIn(kTouchContents, {transaction_.seq().value}, piece);
        folders = folders.subspan(piece.size());
    }
}

void FolderWriter::remove(FolderId folder) {
    transaction_.execute(kRemoveGrants, {folder.value});
    SubscriptionWriter(transaction_).removeFolder(folder);
    transaction_.execute(kRemove, {folder.value});
}

}  // namespace groupware::folders

#include "groupware/folders/store/folder_reader.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace groupware::folders {
namespace {

constexpr dbpool::ReadStatement kFind{
    "folders.folder.find",
    "SELECT f.id, f.parent, f.name, f.module, f.type, f.owner, f.standard, f.is_default, f.created_by, f.modified_by, "
    "f.created_seq, f.seq, f.content_seq FROM folder f WHERE f.cid = ? AND f.id = ?"};
constexpr dbpool::ReadStatement kOwnedBy{
    "folders.folder.owned_by",
    "SELECT f.id, f.parent, f.name, f.module, f.type, f.owner, f.standard, f.is_default, f.created_by, f.modified_by, "
    "f.created_seq, f.seq, f.content_seq FROM folder f WHERE f.cid = ? AND f.owner = ? ORDER BY f.id"};
constexpr dbpool::ReadStatement kStandard{
    "folders.folder.standard",
    "SELECT f.id, f.parent, f.name, f.module, f.type, f.owner, f.standard, f.is_default, f.created_by, f.modified_by, "
    "f.created_seq, f.seq, f.content_seq FROM folder f "
    "WHERE f.cid = ? AND f.owner = ? AND f.standard = ? AND f.module = ? AND f.is_default LIMIT 1"};

// One row per folder and matching permission entry; the reader joins the entries of a folder. Entries of all private
// folders of a user are stored under his negated id (delegation.h): `k` asks for both, each by the primary key.
constexpr dbpool::ReadStatement kFindFor{
    "folders.folder.find_for",
    "SELECT f.id, f.parent, f.name, f.module, f.type, f.owner, f.standard, f.is_default, f.created_by, f.modified_by, "
    "f.created_seq, f.seq, f.content_seq, p.folder_level, p.read_level, p.write_level, p.delete_level, p.admin "
    "FROM folder f JOIN (SELECT 0 AS whole UNION ALL SELECT 1) k JOIN folder_permission p "
    "ON p.cid = f.cid AND p.folder = IF(k.whole, -f.owner, f.id) "
    "WHERE f.cid = ? AND f.id = ? AND (k.whole = 0 OR f.type = 1) AND p.principal IN (?...)"};
constexpr dbpool::ReadStatement kChildren{
    "folders.folder.children",
    "SELECT f.id, f.parent, f.name, f.module, f.type, f.owner, f.standard, f.is_default, f.created_by, f.modified_by, "
    "f.created_seq, f.seq, f.content_seq, p.folder_level, p.read_level, p.write_level, p.delete_level, p.admin "
    "FROM folder f JOIN (SELECT 0 AS whole UNION ALL SELECT 1) k JOIN folder_permission p "
    "ON p.cid = f.cid AND p.folder = IF(k.whole, -f.owner, f.id) "
    "WHERE f.cid = ? AND f.parent = ? AND f.seq > ? AND (k.whole = 0 OR f.type = 1) AND p.principal IN (?...)"};
// `p.folder < 0` stands for itself so that folders are looked for behind a delegation only, not behind every entry.
constexpr dbpool::ReadStatement kVisible{
    "folders.folder.visible",
    "SELECT f.id, f.parent, f.name, f.module, f.type, f.owner, f.standard, f.is_default, f.created_by, f.modified_by, "
    "f.created_seq, f.seq, f.content_seq, p.folder_level, p.read_level, p.write_level, p.delete_level, p.admin "
    "FROM folder_permission p LEFT JOIN folder w ON p.folder < 0 AND w.cid = p.cid AND w.owner = -p.folder AND w.type "
    "= 1 "
    "JOIN folder f ON f.cid = p.cid AND f.id = IFNULL(w.id, p.folder) "
    "WHERE p.cid = ? AND p.principal IN (?...)"};
constexpr dbpool::ReadStatement kVisibleOfModule{
    "folders.folder.visible_of_module",
    "SELECT f.id, f.parent, f.name, f.module, f.type, f.owner, f.standard, f.is_default, f.created_by, f.modified_by, "
    "f.created_seq, f.seq, f.content_seq, p.folder_level, p.read_level, p.write_level, p.delete_level, p.admin "
    "FROM folder_permission p LEFT JOIN folder w ON p.folder < 0 AND w.cid = p.cid AND w.owner = -p.folder AND w.type "
    "= 1 "
    "JOIN folder f ON f.cid = p.cid AND f.id = IFNULL(w.id, p.folder) "
    "WHERE p.cid = ? AND f.module = ? AND p.principal IN (?...)"};

constexpr dbpool::ReadStatement kChildrenChanged{"folders.folder.children_changed",
                                                 "SELECT id FROM folder WHERE cid = ? AND parent = ? AND seq > ?"};
constexpr dbpool::ReadStatement kChanged{"folders.folder.changed", "SELECT id FROM folder WHERE cid = ? AND seq > ?"};
constexpr dbpool::ReadStatement kChildPrincipals{
    "folders.folder.child_principals",
    "SELECT DISTINCT f.parent, p.principal FROM folder f JOIN (SELECT 0 AS whole UNION ALL SELECT 1) k "
    "JOIN folder_permission p ON p.cid = f.cid AND p.folder = IF(k.whole, -f.owner, f.id) "
    "WHERE f.cid = ? AND (k.whole = 0 OR f.type = 1) AND p.folder_level > 0 AND f.parent IN (?...)"};
constexpr dbpool::ReadStatement kChildCount{"folders.folder.child_count",
                                            "SELECT COUNT(*) FROM folder WHERE cid = ? AND parent = ?"};
constexpr dbpool::ReadStatement kOrigin{"folders.folder.origin", "SELECT origin FROM folder WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kOrigins{"folders.folder.origins",
                                         "SELECT id, origin FROM folder WHERE cid = ? AND origin IS NOT NULL"};
constexpr dbpool::ReadStatement kNameTaken{
    "folders.folder.name_taken",
    "SELECT 1 FROM folder WHERE cid = ? AND parent = ? AND name_scope = ? AND module = ? AND name = ?"};

constexpr dbpool::ReadStatement kPath{
    "folders.folder.path",
    "WITH RECURSIVE up (cid, id, parent, distance) AS ("
    "SELECT cid, id, parent, 0 FROM folder WHERE cid = ? AND id = ? UNION ALL "
    "SELECT f.cid, f.id, f.parent, up.distance + 1 FROM up JOIN folder f ON f.cid = up.cid AND f.id = up.parent "
    "WHERE up.distance < 1000) "
    "SELECT f.id, f.parent, f.name, f.module, f.type, f.owner, f.standard, f.is_default, f.created_by, f.modified_by, "
    "f.created_seq, f.seq, f.content_seq FROM up JOIN folder f ON f.cid = up.cid AND f.id = up.id "
    "ORDER BY up.distance DESC"};
constexpr dbpool::ReadStatement kSubtree{
    "folders.folder.subtree",
    "WITH RECURSIVE down (cid, id, distance) AS ("
    "SELECT cid, id, 0 FROM folder WHERE cid = ? AND id = ? UNION ALL "
    "SELECT f.cid, f.id, down.distance + 1 FROM down JOIN folder f ON f.cid = down.cid AND f.parent = down.id "
    "WHERE down.distance < 1000) "
    "SELECT f.id, f.parent, f.name, f.module, f.type, f.owner, f.standard, f.is_default, f.created_by, f.modified_by, "
    "f.created_seq, f.seq, f.content_seq FROM down JOIN folder f ON f.cid = down.cid AND f.id = down.id "
    "ORDER BY down.distance, f.id LIMIT ?"};

constexpr dbpool::ReadStatement kGrants{
    "folders.permission.of_folder",
    "SELECT folder, principal, folder_level, read_level, write_level, delete_level, admin FROM folder_permission "
    "WHERE cid = ? AND folder IN (?...)"};
constexpr dbpool::ReadStatement kGrantedTo{"folders.permission.of_principal",
                                           "SELECT folder FROM folder_permission WHERE cid = ? AND principal = ?"};
constexpr dbpool::ReadStatement kMandates{
    "folders.permission.mandates",
    "SELECT folder, principal, folder_level, read_level, write_level, delete_level, admin FROM folder_permission "
    "WHERE cid = ? AND folder < 0 AND principal IN (?...)"};

Rights rightsFrom(const dbpool::Rows& rows, int column) {
    return {.folder = static_cast<int>(rows.integer(column)),
            .read = static_cast<int>(rows.integer(column + 1)),
            .write = static_cast<int>(rows.integer(column + 2)),
            .remove = static_cast<int>(rows.integer(column + 3)),
            .admin = rows.flag(column + 4)};
}

Folder folderFrom(const dbpool::Rows& rows) {
    return {.id = {rows.integer(1)},
            .parent = {rows.integer(2)},
            .name = rows.text(3),
            .module = rows.text(4),
            .type = static_cast<FolderType>(rows.integer(5)),
            .owner = {rows.integer(6)},
            .standard = static_cast<StandardFolder>(rows.integer(7)),
            .isDefault = rows.flag(8),
            .createdBy = {rows.integer(9)},
            .modifiedBy = {rows.integer(10)},
            .created = {rows.integer(11)},
            .changed = {rows.integer(12)},
            .contentChanged = {rows.integer(13)}};
}
constexpr int kFirstRight = 14;

std::vector<Folder> foldersFrom(dbpool::Rows rows) {
    std::vector<Folder> folders;
    while (rows.next()) folders.push_back(folderFrom(rows));
    return folders;
}

std::vector<FolderId> idsFrom(dbpool::Rows rows) {
    std::vector<FolderId> ids;
    while (rows.next()) ids.push_back({rows.integer(1)});
    return ids;
}

/// Runs a statement for lists of any length.
template <class Consume>
void queryLong(dbpool::ReadSession& session, const dbpool::ReadStatement& statement,
               std::initializer_list<dbpool::Value> values, std::span<const std::int64_t> list, Consume consume) {
    while (!list.empty()) {
        const auto part = list.first(std::min(list.size(), dbpool::ReadSession::kMaxListValues));
        auto rows = session.queryIn(statement, values, part);
        while (rows.next()) consume(rows);
        list = list.subspan(part.size());
    }
}

std::vector<AccessibleFolder> rated(dbpool::ReadSession& session, const dbpool::ReadStatement& statement,
                                    std::initializer_list<dbpool::Value> values, const Principals& principals) {
    std::map<FolderId, AccessibleFolder> found;
    queryLong(session, statement, values, principals, [&](const dbpool::Rows& rows) {
        const auto rights = rightsFrom(rows, kFirstRight);
        const auto [at, isNew] = found.try_emplace(FolderId{rows.integer(1)});
        if (isNew) at->second.folder = folderFrom(rows);
        at->second.rights = combine(at->second.rights, rights);
    });
    std::vector<AccessibleFolder> folders;
    folders.reserve(found.size());
    for (auto& [id, folder] : found) {
        if (folder.rights.allows(Permission::SeeFolder)) folders.push_back(std::move(folder));
    }
    return folders;
}

std::vector<std::int64_t> numbers(std::span<const FolderId> ids) {
    std::vector<std::int64_t> values;
    values.reserve(ids.size());
    for (const auto id : ids) values.push_back(id.value);
    return values;
}

}  // namespace

std::optional<Folder> FolderReader::find(FolderId id) {
    auto rows = session_.query(kFind, {id.value});
    if (!rows.next()) return std::nullopt;
    return folderFrom(rows);
}

std::optional<AccessibleFolder> FolderReader::findFor(FolderId id, const Principals& principals) {
    auto found = rated(session_, kFindFor, {id.value}, principals);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<AccessibleFolder> FolderReader::children(FolderId parent, Seq since, const Principals& principals) {
    return rated(session_, kChildren, {parent.value, since.value}, principals);
}

std::vector<AccessibleFolder> FolderReader::visible(const Principals& principals) {
    return rated(session_, kVisible, {}, principals);
}

std::vector<AccessibleFolder> FolderReader::visible(const Principals& principals, std::string_view module) {
    return rated(session_, kVisibleOfModule, {module}, principals);
}

std::vector<FolderId> FolderReader::childrenChanged(FolderId parent, Seq since) {
    return idsFrom(session_.query(kChildrenChanged, {parent.value, since.value}));
}

std::vector<FolderId> FolderReader::changed(Seq since) {
    return idsFrom(session_.query(kChanged, {since.value}));
}

std::set<FolderId> FolderReader::parentsOfVisible(std::span<const FolderId> parents, const Principals& principals) {
    const std::set<std::int64_t> mine(principals.begin(), principals.end());
    std::set<FolderId> found;
    queryLong(session_, kChildPrincipals, {}, numbers(parents), [&](const dbpool::Rows& rows) {
        if (mine.contains(rows.integer(2))) found.insert(FolderId{rows.integer(1)});
    });
    return found;
}

std::int64_t FolderReader::childCount(FolderId parent) {
    auto rows = session_.query(kChildCount, {parent.value});
    return rows.next() ? rows.integer(1) : 0;
}

std::vector<Folder> FolderReader::path(FolderId id) {
    return foldersFrom(session_.query(kPath, {id.value}));
}

std::vector<Folder> FolderReader::subtree(FolderId id, std::int64_t limit) {
    return foldersFrom(session_.query(kSubtree, {id.value, limit}));
}

std::vector<Grant> FolderReader::grants(FolderId id) {
    return std::move(grants(std::span(&id, 1))[id]);
}

std::map<FolderId, std::vector<Grant>> FolderReader::grants(std::span<const FolderId> ids) {
    std::map<FolderId, std::vector<Grant>> found;
    queryLong(session_, kGrants, {}, numbers(ids), [&](const dbpool::Rows& rows) {
        found[FolderId{rows.integer(1)}].push_back({granteeOf(rows.integer(2)), rightsFrom(rows, 3)});
    });
    for (auto& [id, grants] : found) {
        std::sort(grants.begin(), grants.end(), [](const Grant& a, const Grant& b) { return a.grantee < b.grantee; });
    }
    return found;
}

std::vector<FolderId> FolderReader::grantedTo(const Grantee& grantee) {
    return idsFrom(session_.query(kGrantedTo, {principalOf(grantee)}));
}

std::vector<Mandate> FolderReader::mandates(const Principals& principals) {
    std::vector<Mandate> found;
    queryLong(session_, kMandates, {}, principals, [&](const dbpool::Rows& rows) {
        found.push_back({.owner = ownerOfAllPrivate({rows.integer(1)}),
                         .by = {granteeOf(rows.integer(2)), levelOf(rightsFrom(rows, 3))}});
    });
    std::sort(found.begin(), found.end(), [](const Mandate& a, const Mandate& b) {
        return std::pair(a.owner, a.by.grantee) < std::pair(b.owner, b.by.grantee);
    });
    return found;
}

std::vector<Folder> FolderReader::ownedBy(UserId owner) {
    return foldersFrom(session_.query(kOwnedBy, {owner.value}));
}

std::optional<Folder> FolderReader::standard(UserId owner, StandardFolder standard, std::string_view module) {
    auto rows = session_.query(kStandard, {owner.value, static_cast<std::int64_t>(standard), module});
    if (!rows.next()) return std::nullopt;
    return folderFrom(rows);
}

std::optional<FolderId> FolderReader::origin(FolderId id) {
    auto rows = session_.query(kOrigin, {id.value});
    if (!rows.next() || rows.isNull(1)) return std::nullopt;
    return FolderId{rows.integer(1)};
}

std::map<FolderId, FolderId> FolderReader::origins() {
    std::map<FolderId, FolderId> origins;
    auto rows = session_.query(kOrigins);
    while (rows.next()) origins.emplace(FolderId{rows.integer(1)}, FolderId{rows.integer(2)});
    return origins;
}

bool FolderReader::nameTaken(FolderId parent, std::int64_t nameScope, std::string_view module, std::string_view name) {
    return session_.query(kNameTaken, {parent.value, nameScope, module, name}).next();
}

}  // namespace groupware::folders

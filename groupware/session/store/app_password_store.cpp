#include "groupware/session/store/app_password_store.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"
#include "groupware/session/store/group_list.h"

#include <chrono>
#include <string_view>
#include <utility>

namespace groupware::session {
namespace {

constexpr dbpool::AdmissionStatement kAdmit{
    "session.app_password.admit",
    "a.user, a.id, a.name, a.credential_version, a.secret, a.read_only, a.modules, a.created, a.last_used, "
    "a.credential_version = u.credential_version, u.enabled, u.login, u.language, u.time_zone, u.module_access, "
    "(SELECT GROUP_CONCAT(g.group_id ORDER BY g.group_id) FROM group_member g WHERE g.cid = u.cid AND g.user = u.id)",
    "LEFT JOIN app_password a ON a.cid = c.cid AND a.id = ? LEFT JOIN user_account u ON u.cid = a.cid AND "
    "u.id = a.user"};

constexpr std::string_view kOfUser =
    "SELECT a.user, a.id, a.name, a.credential_version, a.secret, a.read_only, a.modules, a.created, a.last_used "
    "FROM app_password a JOIN user_account u ON u.cid = a.cid AND u.id = a.user AND "
    "u.credential_version = a.credential_version WHERE a.cid = ? AND a.user = ? ORDER BY a.created, a.name";
constexpr dbpool::UnsyncedStatement kOf{"session.app_password.of_user", kOfUser};
constexpr dbpool::ReadStatement kRead{"session.app_password.read", kOfUser};
// A row that is inserted over itself is updated instead, and one that is gone is not made again; see session_store.cpp.
constexpr dbpool::UnsyncedStatement kTouch{
    "session.app_password.touch",
    "INSERT INTO app_password SELECT * FROM app_password old WHERE old.cid = ? AND old.id = ? "
    "ON DUPLICATE KEY UPDATE last_used = GREATEST(COALESCE(app_password.last_used, 0), ?)"};
constexpr dbpool::UnsyncedStatement kRemoveDead{
    "session.app_password.remove_dead",
    "DELETE FROM app_password WHERE cid = ? AND NOT EXISTS (SELECT 1 FROM user_account u WHERE "
    "u.cid = app_password.cid AND u.id = app_password.user AND u.credential_version = app_password.credential_version) "
    "LIMIT ?"};

constexpr dbpool::ReadStatement kCountOf{
    "session.app_password.count_of",
    "SELECT COUNT(*) FROM app_password a JOIN user_account u ON u.cid = a.cid AND u.id = a.user AND "
    "u.credential_version = a.credential_version WHERE a.cid = ? AND a.user = ?"};
constexpr dbpool::WriteStatement kInsert{
    "session.app_password.insert",
    "INSERT INTO app_password (cid, id, user, name, credential_version, secret, read_only, modules, created, "
    "last_used) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr dbpool::WriteStatement kRemove{"session.app_password.remove",
                                         "DELETE FROM app_password WHERE cid = ? AND user = ? AND id = ?"};
// One that a new account password has ended still holds its name until it is swept.
constexpr dbpool::WriteStatement kRemoveDeadOf{
    "session.app_password.remove_dead_of",
    "DELETE FROM app_password WHERE cid = ? AND user = ? AND credential_version <> ?"};

Instant instantOf(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

AppPassword passwordAt(const dbpool::Rows& rows) {
    AppPassword password{.id = SessionId::fromOctets(rows.text(2)),
                         .user = {rows.integer(1)},
                         .credentialVersion = rows.integer(4),
                         .name = rows.text(3),
                         .secretHash = rows.text(5),
                         .scope = {.readOnly = rows.flag(6), .modules = principals::ModuleAccess(rows.integer(7))},
                         .created = instantOf(rows.integer(8))};
    if (const auto used = rows.maybeInteger(9)) password.lastUsed = instantOf(*used);
    return password;
}

std::vector<AppPassword> passwordsIn(dbpool::Rows rows) {
    std::vector<AppPassword> passwords;
    while (rows.next()) passwords.push_back(passwordAt(rows));
    return passwords;
}

dbpool::Value lastUse(const AppPassword& password) {
    return password.lastUsed ? dbpool::Value(std::int64_t{password.lastUsed->time_since_epoch().count()})
                             : dbpool::Value(nullptr);
}

}  // namespace

std::optional<AdmittedAppPassword> admitAppPassword(dbpool::ContextDatabase& database, const SessionId& id) {
    auto admission = database.admit(id.context(), kAdmit, {dbpool::Blob{id.octets()}});
    const auto& row = admission.row;
    if (row.isNull(1)) {
        if (admission.unproven) {
            throw Error(ErrorCode::Unavailable, "no master to prove that there is no such app password");
        }
        return std::nullopt;
    }
    return AdmittedAppPassword{.state = std::move(admission.state),
                               .unproven = admission.unproven,
                               .password = passwordAt(row),
                               .credentialsCurrent = row.flag(10),
                               .userEnabled = row.flag(11),
                               .login = row.text(12),
                               .language = row.text(13),
                               .timeZone = row.text(14),
                               .access = principals::ModuleAccess(row.integer(15)),
                               .groups = groupsFromList(row.text(16))};
}

std::vector<AppPassword> AppPasswordStore::of(UserId user) {
    return passwordsIn(transaction_.query(kOf, {user.value}));
}

std::vector<AppPassword> AppPasswordReader::of(UserId user) {
    return passwordsIn(session_.query(kRead, {user.value}));
}

void AppPasswordStore::touch(const SessionId& id, Instant used) {
    transaction_.execute(kTouch, {dbpool::Blob{id.octets()}, std::int64_t{used.time_since_epoch().count()}});
}

std::int64_t AppPasswordStore::removeDead(std::int64_t limit) {
    return transaction_.execute(kRemoveDead, {limit});
}

std::int64_t AppPasswordWriter::countOf(UserId user) {
    auto rows = transaction_.query(kCountOf, {user.value});
    return rows.next() ? rows.integer(1) : 0;
}

void AppPasswordWriter::insert(const AppPassword& password) {
    transaction_.execute(kRemoveDeadOf, {password.user.value, password.credentialVersion});
    try {
        transaction_.execute(kInsert, {dbpool::Blob{password.id.octets()}, password.user.value, password.name,
                                       password.credentialVersion, dbpool::Blob{password.secretHash},
                                       password.scope.readOnly, password.scope.modules.bits(),
                                       std::int64_t{password.created.time_since_epoch().count()}, lastUse(password)});
    } catch (const dbpool::DbError& error) {
        if (error.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        throw Error(ErrorCode::Conflict, "app password name is taken", "You have an app password of this name.");
    }
}

bool AppPasswordWriter::remove(UserId user, const SessionId& id) {
    return transaction_.execute(kRemove, {user.value, dbpool::Blob{id.octets()}}) != 0;
}

}  // namespace groupware::session

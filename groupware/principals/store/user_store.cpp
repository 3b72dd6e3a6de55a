#include "groupware/principals/store/user_store.h"

#include "groupware/principals/mail_address.h"
#include "groupware/principals/store/containing.h"

#include <algorithm>

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kFind{
    "principals.user.find",
    "SELECT id, login, display_name, given_name, surname, email, aliases, company, department, language, time_zone, "
    "module_access, enabled, credential_version, seq, created_seq, contact FROM user_account WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kFindByLogin{
    "principals.user.find_by_login",
    "SELECT id, login, display_name, given_name, surname, email, aliases, company, department, language, time_zone, "
    "module_access, enabled, credential_version, seq, created_seq, contact FROM user_account WHERE cid = ? AND login = "
    "?"};
constexpr dbpool::ReadStatement kList{
    "principals.user.list",
    "SELECT id, login, display_name, given_name, surname, email, aliases, company, department, language, time_zone, "
    "module_access, enabled, credential_version, seq, created_seq, contact FROM user_account WHERE cid = ? ORDER BY "
    "id"};
constexpr dbpool::ReadStatement kSearch{
    "principals.user.search",
    "SELECT id, login, display_name, given_name, surname, email, aliases, company, department, language, time_zone, "
    "module_access, enabled, credential_version, seq, created_seq, contact FROM user_account WHERE cid = ? AND "
    "(display_name LIKE ? ESCAPE '|' OR login LIKE ? ESCAPE '|' OR given_name LIKE ? ESCAPE '|' OR "
    "surname LIKE ? ESCAPE '|' OR email LIKE ? ESCAPE '|') ORDER BY display_name, id"};
constexpr dbpool::ReadStatement kChangedSince{
    "principals.user.changedSince",
    "SELECT id, login, display_name, given_name, surname, email, aliases, company, department, language, time_zone, "
    "module_access, enabled, credential_version, seq, created_seq, contact FROM user_account WHERE cid = ? AND seq > ? "
    "ORDER BY seq, id"};
constexpr dbpool::ReadStatement kExists{"principals.user.exists",
                                        "SELECT 1 FROM user_account WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kExistsLogin{"principals.user.exists_login",
                                             "SELECT 1 FROM user_account WHERE cid = ? AND login = ?"};
constexpr dbpool::ReadStatement kDisplayNameTaken{
    "principals.user.display_name_taken", "SELECT 1 FROM user_account WHERE cid = ? AND display_name = ? AND id <> ?"};
constexpr dbpool::ReadStatement kEmailTaken{"principals.user.email_taken",
                                            "SELECT 1 FROM user_account WHERE cid = ? AND email IN (?, ?) AND id <> ?"};
constexpr dbpool::ReadStatement kCredentials{
    "principals.user.credentials",
    "SELECT id, login, password, enabled, credential_version FROM user_account WHERE cid = ? AND login = ?"};
constexpr dbpool::ReadStatement kCredentialsOf{
    "principals.user.credentials_of",
    "SELECT id, login, password, enabled, credential_version FROM user_account WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kCountAttributes{
    "principals.attribute.count", "SELECT COUNT(*) FROM user_attribute WHERE cid = ? AND user = ? AND name LIKE ?"};
constexpr dbpool::ReadStatement kAttribute{"principals.attribute.find",
                                           "SELECT value FROM user_attribute WHERE cid = ? AND user = ? AND name = ?"};

constexpr dbpool::WriteStatement kInsert{
    "principals.user.insert",
    "INSERT INTO user_account (cid, id, login, display_name, given_name, surname, email, aliases, company, department, "
    "language, time_zone, module_access, enabled, password, credential_version, seq, created_seq, contact) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, TRUE, ?, ?, ?, ?, ?)"};
// The context id is bound first, and an UPDATE names its new values before its WHERE: so the context joins in front.
constexpr dbpool::WriteStatement kUpdate{
    "principals.user.update",
    "UPDATE user_account JOIN (SELECT ? AS own) context ON user_account.cid = context.own "
    "SET display_name = ?, given_name = ?, surname = ?, email = ?, aliases = ?, company = ?, department = ?, "
    "language = ?, time_zone = ?, contact = ?, module_access = ?, enabled = ?, seq = ? WHERE id = ?"};
constexpr dbpool::WriteStatement kRemove{"principals.user.remove", "DELETE FROM user_account WHERE cid = ? AND id = ?"};
constexpr dbpool::WriteStatement kSetPassword{
    "principals.user.set_password",
    "UPDATE user_account JOIN (SELECT ? AS own) context ON user_account.cid = context.own "
    "SET password = ?, credential_version = credential_version + 1, seq = ? WHERE id = ?"};
constexpr dbpool::WriteStatement kReplacePassword{
    "principals.user.replace_password",
    "UPDATE user_account JOIN (SELECT ? AS own) context ON user_account.cid = context.own "
    "SET password = ?, credential_version = credential_version + 1, seq = ? WHERE id = ? AND password = ?"};
constexpr dbpool::WriteStatement kRenewPasswordHash{
    "principals.user.renew_password_hash",
    "UPDATE user_account JOIN (SELECT ? AS own) context ON user_account.cid = context.own "
    "SET password = ?, seq = ? WHERE id = ? AND password = ?"};
constexpr dbpool::WriteStatement kSetAttribute{
    "principals.attribute.set",
    "INSERT INTO user_attribute (cid, user, name, value) VALUES (?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE value = VALUES(value)"};
constexpr dbpool::WriteStatement kRemoveAttribute{"principals.attribute.remove",
                                                  "DELETE FROM user_attribute WHERE cid = ? AND user = ? AND name = ?"};
constexpr dbpool::WriteStatement kRemoveAttributes{"principals.attribute.remove_all",
                                                   "DELETE FROM user_attribute WHERE cid = ? AND user = ?"};

std::string joinLines(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
        if (!text.empty()) text += '\n';
        text += line;
    }
    return text;
}

std::string storedAliases(std::vector<std::string> aliases) {
    for (auto& alias : aliases) alias = storedAddress(alias);
    return joinLines(aliases);
}

std::vector<std::string> splitLines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

User userAt(const dbpool::Rows& rows) {
    return User{.id = {rows.integer(1)},
                .login = rows.text(2),
                .displayName = rows.text(3),
                .givenName = rows.text(4),
                .surname = rows.text(5),
                .email = rows.text(6),
                .aliases = splitLines(rows.text(7)),
                .company = rows.text(8),
                .department = rows.text(9),
                .language = rows.text(10),
                .timeZone = rows.text(11),
                .contact = parseContact(rows.text(17)),
                .access = ModuleAccess(rows.integer(12)),
                .enabled = rows.flag(13),
                .credentialVersion = rows.integer(14),
                .seq = {rows.integer(15)},
                .createdSeq = {rows.integer(16)}};
}

std::optional<User> oneUser(dbpool::Rows rows) {
    if (!rows.next()) return std::nullopt;
    return userAt(rows);
}

std::vector<User> allUsers(dbpool::Rows rows) {
    std::vector<User> users;
    while (rows.next()) users.push_back(userAt(rows));
    return users;
}

std::optional<Credentials> credentialsAt(dbpool::Rows rows) {
    if (!rows.next()) return std::nullopt;
    return Credentials{.user = {rows.integer(1)},
                       .login = rows.text(2),
                       .password = {rows.text(3)},
                       .enabled = rows.flag(4),
                       .version = rows.integer(5)};
}

}  // namespace

std::optional<User> UserReader::find(UserId user) {
    return oneUser(session_.query(kFind, {user.value}));
}

std::optional<User> UserReader::findByLogin(std::string_view login) {
    return oneUser(session_.query(kFindByLogin, {login}));
}

std::vector<User> UserReader::list() {
    return allUsers(session_.query(kList));
}

std::vector<User> UserReader::search(std::string_view text) {
    const std::string pattern = containing(text);
    return allUsers(session_.query(kSearch, {pattern, pattern, pattern, pattern, pattern}));
}

std::vector<User> UserReader::changedSince(Seq since) {
    return allUsers(session_.query(kChangedSince, {since.value}));
}

bool UserReader::exists(UserId user) {
    return session_.query(kExists, {user.value}).next();
}

bool UserReader::existsLogin(std::string_view login) {
    return session_.query(kExistsLogin, {login}).next();
}

bool UserReader::displayNameTaken(std::string_view displayName, UserId except) {
    return session_.query(kDisplayNameTaken, {displayName, except.value}).next();
}

bool UserReader::emailTaken(std::string_view email, UserId except) {
    const auto [ascii, unicode] = spellingsOf(email);
    return session_.query(kEmailTaken, {ascii, unicode, except.value}).next();
}

std::optional<Credentials> UserReader::credentials(std::string_view login) {
    return credentialsAt(session_.query(kCredentials, {login}));
}

std::optional<Credentials> UserReader::credentials(UserId user) {
    return credentialsAt(session_.query(kCredentialsOf, {user.value}));
}

std::int64_t UserReader::countAttributes(UserId user, std::string_view prefix) {
    const std::string pattern = std::string(prefix) + '%';
    auto rows = session_.query(kCountAttributes, {user.value, pattern});
    return rows.next() ? rows.integer(1) : 0;
}

std::optional<std::string> UserReader::attribute(UserId user, std::string_view name) {
    auto rows = session_.query(kAttribute, {user.value, name});
    if (!rows.next()) return std::nullopt;
    return rows.text(1);
}

void UserWriter::insert(UserId id, const NewUser& user) {
    const std::string email = storedAddress(user.email);
    const std::string aliases = storedAliases(user.aliases);
    const std::string contact = writeContact(user.contact);
    const std::int64_t seq = transaction_.seq().value;
    // The version starts at the seq, so that a user restored under an old id never meets the sessions of the old one.
    transaction_.execute(kInsert, {id.value, user.login, user.displayName, user.givenName, user.surname, email, aliases,
                                   user.company, user.department, user.language, user.timeZone, user.access.bits(),
                                   user.password.value, seq, seq, seq, contact});
}

void UserWriter::update(const User& user) {
    const std::string email = storedAddress(user.email);
    const std::string aliases = storedAliases(user.aliases);
    const std::string contact = writeContact(user.contact);
    transaction_.execute(kUpdate, {user.displayName, user.givenName, user.surname, email, aliases, user.company,
                                   user.department, user.language, user.timeZone, contact, user.access.bits(),
                                   user.enabled, transaction_.seq().value, user.id.value});
}

bool UserWriter::remove(UserId user) {
    transaction_.execute(kRemoveAttributes, {user.value});
    return transaction_.execute(kRemove, {user.value}) != 0;
}

bool UserWriter::setPassword(UserId user, const PasswordHash& password) {
    return transaction_.execute(kSetPassword, {password.value, transaction_.seq().value, user.value}) != 0;
}

bool UserWriter::replacePassword(UserId user, const PasswordHash& current, const PasswordHash& password) {
    return transaction_.execute(kReplacePassword,
                                {password.value, transaction_.seq().value, user.value, current.value}) != 0;
}

bool UserWriter::renewPasswordHash(UserId user, const PasswordHash& current, const PasswordHash& renewed) {
    return transaction_.execute(kRenewPasswordHash,
                                {renewed.value, transaction_.seq().value, user.value, current.value}) != 0;
}

void UserWriter::setAttribute(UserId user, std::string_view name, const std::optional<std::string>& value) {
    if (value) {
        transaction_.execute(kSetAttribute, {user.value, name, *value});
    } else {
        transaction_.execute(kRemoveAttribute, {user.value, name});
    }
}

}  // namespace groupware::principals

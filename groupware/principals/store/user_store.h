#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/user.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// What is needed to check a user's password.
struct Credentials {
    UserId user;
    std::string login{};
    PasswordHash password;
    bool enabled = false;
    std::int64_t version = 0;
};

/// Reads the users of the session's context. Works on a replica or inside a transaction.
class UserReader {
public:
    explicit UserReader(dbpool::ReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<User> find(UserId user);
    [[nodiscard]] std::optional<User> findByLogin(std::string_view login);
    /// All users by id.
    [[nodiscard]] std::vector<User> list();
    /// Users whose login, display name, given name, surname or primary address contain `text` (case ignored), by
    /// display name. `%` and `_` stand for themselves; empty text finds all.
    [[nodiscard]] std::vector<User> search(std::string_view text);
    /// Those added or changed after `since`, oldest change first.
    [[nodiscard]] std::vector<User> changedSince(Seq since);
    [[nodiscard]] bool exists(UserId user);
    [[nodiscard]] bool existsLogin(std::string_view login);
    /// Another user than `except` has this display name or primary address, however its domain is spelled.
    [[nodiscard]] bool displayNameTaken(std::string_view displayName, UserId except);
    [[nodiscard]] bool emailTaken(std::string_view email, UserId except);
    [[nodiscard]] std::optional<Credentials> credentials(std::string_view login);
    [[nodiscard]] std::optional<Credentials> credentials(UserId user);
    [[nodiscard]] std::optional<std::string> attribute(UserId user, std::string_view name);
    /// How many attributes have names that begin with `prefix`, which has no `%`, `_` or `|`.
    [[nodiscard]] std::int64_t countAttributes(UserId user, std::string_view prefix);

private:
    dbpool::ReadSession& session_;
};

/// Writes them. Uniqueness and rules are checked by the service.
class UserWriter {
public:
    explicit UserWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void insert(UserId id, const NewUser& user);
    /// Writes all columns but login and credentials.
    void update(const User& user);
    bool remove(UserId user);
    bool setPassword(UserId user, const PasswordHash& password);
    /// As setPassword(), if `current` is still the stored one.
    bool replacePassword(UserId user, const PasswordHash& current, const PasswordHash& password);
    bool renewPasswordHash(UserId user, const PasswordHash& current, const PasswordHash& renewed);
    void setAttribute(UserId user, std::string_view name, const std::optional<std::string>& value);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::principals

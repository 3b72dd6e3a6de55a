#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/user.h"

#include <optional>
#include <string>
#include <string_view>

/// Creating, changing and removing the users of one context. Each function works inside the caller's write
/// transaction, records what it changed, and throws before it writes anything. Passwords are hashed before the
/// transaction begins: see PasswordHasher. For reading see UserReader.
namespace groupware::principals {

/// Adds the administrator (id kContextAdmin) and the groups that every context has. Once per context.
/// @throws Error BadRequest for invalid fields
void addContextAdmin(dbpool::WriteTransaction& tx, const NewUser& admin);

/// Adds a user to the context and to the standard group.
/// @return ids from kFirstUser up, never used before
/// @throws Error BadRequest for invalid fields, Conflict if login, display name or address are taken
UserId addUser(dbpool::WriteTransaction& tx, const NewUser& user);

/// @throws Error BadRequest, NotFound, Conflict (display name or address taken), Forbidden (the context's
///         administrator cannot be disabled)
void changeUser(dbpool::WriteTransaction& tx, UserId user, const UserChange& change);

/// Removes the user, his memberships, attributes and credentials, which ends his sessions. What he owns is the
/// caller's matter and goes first.
/// @throws Error NotFound, Forbidden (the context's administrator stays)
void removeUser(dbpool::WriteTransaction& tx, UserId user);

/// Sets the password and ends every session of the user.
/// @throws Error NotFound
void setPassword(dbpool::WriteTransaction& tx, UserId user, const PasswordHash& password);

/// As setPassword(), for whoever has shown the password whose hash is `current`.
/// @throws Error Conflict if another one is stored by now
void replacePassword(dbpool::WriteTransaction& tx, UserId user, const PasswordHash& current,
                     const PasswordHash& password);

/// Stores the same password in a stronger form; sessions stay. Does nothing if the stored hash is no longer `current`.
void renewPasswordHash(dbpool::WriteTransaction& tx, UserId user, const PasswordHash& current,
                       const PasswordHash& renewed);

/// Sets or removes (nullopt) one named text of a user, for example "gui".
/// @param name  at most 128 characters
/// @param value  at most 1 MiB
/// @throws Error NotFound, BadRequest, TooLarge
void setAttribute(dbpool::WriteTransaction& tx, UserId user, std::string_view name,
                  const std::optional<std::string>& value);

}  // namespace groupware::principals

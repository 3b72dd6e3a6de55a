#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/group.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/resource.h"
#include "groupware/principals/share_token.h"
#include "groupware/principals/user.h"

#include <map>
#include <string>

/// Puts the users, groups, resources and guests of another context into this one, with the ids they had there. Each
/// function works inside the caller's write transaction, records what it changed and trusts nothing that it is given.
namespace groupware::principals {

/// No password has this hash: who was restored cannot log in before setPassword().
inline constexpr const char* kNoPassword = "*";

/// A hash that setPassword() may store although PasswordHasher did not make it: one line of crypt(5).
/// @throws Error BadRequest
[[nodiscard]] PasswordHash restoredHash(std::string_view text);

/// Adds a user who cannot log in yet and belongs to no group but all users; of kContextAdmin, who is there already,
/// everything but the login name.
/// @throws Error BadRequest for impossible ids and invalid fields, Conflict if id, login, display name or address are
///         taken
void restoreUser(dbpool::WriteTransaction& tx, const User& user, const std::map<std::string, std::string>& attributes);

/// Adds a group; of kStandardGroup, which is there already, the members become those named; kAllUsers needs none.
/// @throws Error likewise, also for members who do not exist
void restoreGroup(dbpool::WriteTransaction& tx, const Group& group);

/// @throws Error likewise
void restoreResource(dbpool::WriteTransaction& tx, const Resource& resource);

/// Adds a guest: after the users, before the folders that he may see. His link is the same in a context of the same id
/// on the same cluster, and another one elsewhere.
/// @param guest  without the hash of his token, which is made of the seed again
/// @throws Error likewise, also QuotaExceeded, and if whoever invited him does not exist
void restoreGuest(dbpool::WriteTransaction& tx, Guest guest, const ShareTokens& tokens);

}  // namespace groupware::principals

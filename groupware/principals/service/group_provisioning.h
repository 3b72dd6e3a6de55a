#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/group.h"

/// Creating, changing and removing the groups of one context. Each function works inside the caller's write
/// transaction, records what it changed, and throws before it writes anything. For reading see GroupReader.
namespace groupware::principals {

/// @return ids from kFirstGroup up, never used before
/// @throws Error BadRequest for invalid fields and members that do not exist, Conflict if the name is taken
GroupId addGroup(dbpool::WriteTransaction& tx, const NewGroup& group);

/// Members of kStandardGroup may change, its name may not; kAllUsers never changes.
/// @throws Error NotFound, BadRequest, Conflict as addGroup(), Forbidden for the fixed groups
void changeGroup(dbpool::WriteTransaction& tx, GroupId group, const GroupChange& change);

/// @throws Error as removeGroup(): for a caller who has to take the group out of other places first
void requireRemovable(dbpool::ReadSession& session, GroupId group);

/// Removes the group and its memberships. What it may see and use is the caller's matter and goes first.
/// @throws Error NotFound, Forbidden (kAllUsers and kStandardGroup stay)
void removeGroup(dbpool::WriteTransaction& tx, GroupId group);

}  // namespace groupware::principals

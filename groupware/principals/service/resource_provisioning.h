#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/resource.h"

/// Creating, changing and removing the resources of one context. Each function works inside the caller's write
/// transaction, records what it changed, and throws before it writes anything. For reading see ResourceReader.
namespace groupware::principals {

/// @return ids from 1 up, never used before
/// @throws Error BadRequest for invalid fields, Conflict if name or address are taken
ResourceId addResource(dbpool::WriteTransaction& tx, const NewResource& resource);

/// @throws Error NotFound, BadRequest, Conflict as addResource()
void changeResource(dbpool::WriteTransaction& tx, ResourceId resource, const ResourceChange& change);

/// @throws Error NotFound
void removeResource(dbpool::WriteTransaction& tx, ResourceId resource);

}  // namespace groupware::principals

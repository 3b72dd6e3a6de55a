#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/resource.h"

#include <functional>
#include <span>

/// Creating, changing and removing the resources of one context. Each function works inside the caller's write
/// transaction, records what it changed, and throws before it writes anything. For reading see ResourceReader.
namespace groupware::principals {

/// @return ids from 1 up, never used before
/// @throws Error BadRequest for invalid fields, Conflict if name or address are taken
ResourceId addResource(dbpool::WriteTransaction& tx, const NewResource& resource);

/// @throws Error NotFound, BadRequest, Conflict as addResource()
void changeResource(dbpool::WriteTransaction& tx, ResourceId resource, const ResourceChange& change);

/// Takes away what belongs to a resource: up to `atMost` objects. Returns how many there were; fewer: none is left.
using LeaveResource = std::function<int(dbpool::WriteTransaction& tx, ResourceId resource, int atMost)>;

/// One step of removing resources, all or none, with what belongs to them.
/// @return true if they are gone; else call again in another transaction
/// @throws Error NotFound
[[nodiscard]] bool removeResources(dbpool::WriteTransaction& tx, std::span<const ResourceId> resources,
                                   const LeaveResource& leave);

}  // namespace groupware::principals

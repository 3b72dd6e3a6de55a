#include "groupware/principals/service/resource_provisioning.h"

#include "groupware/base/error.h"
#include "groupware/principals/store/missing_principals.h"
#include "groupware/principals/store/resource_store.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace groupware::principals {
namespace {

constexpr FolderId kNoFolder{0};

void recordResource(dbpool::WriteTransaction& tx, sync::Verb verb, ResourceId resource) {
    tx.record(sync::change(sync::Kind::Resource, verb, kNoFolder, resource.value));
}

Resource require(dbpool::WriteTransaction& tx, ResourceId resource) {
    auto stored = ResourceReader(tx).find(resource);
    if (stored) return std::move(*stored);
    throw Error(ErrorCode::NotFound, "no such resource " + std::to_string(resource.value),
                "The resource does not exist.");
}

/// Who was named before may have left since.
void requireKnown(dbpool::WriteTransaction& tx, const BookingPolicy& policy, const BookingPolicy& before = {}) {
    std::set<std::int64_t> users;
    std::set<std::int64_t> groups;
    for (const auto& [principal, privilege] : policy.entries) {
        if (!before.entries.contains(principal)) (principal.group ? groups : users).insert(principal.id);
    }
    if (missingUsers(tx, users).empty() && missingGroups(tx, groups).empty()) return;
    throw Error(ErrorCode::BadRequest, "booking policy names who does not exist",
                "A user or group that the booking policy names does not exist.");
}

}  // namespace

ResourceId addResource(dbpool::WriteTransaction& tx, const NewResource& resource) {
    requireValid(resource);
    requireKnown(tx, resource.booking);
    ResourceWriter writer(tx);
    const ResourceId id = writer.nextId();
    writer.insert(id, resource);
    recordResource(tx, sync::Verb::Created, id);
    return id;
}

void changeResource(dbpool::WriteTransaction& tx, ResourceId resource, const ResourceChange& change) {
    requireValid(change);
    Resource stored = require(tx, resource);
    stored.name = change.name.value_or(std::move(stored.name));
    stored.displayName = change.displayName.value_or(std::move(stored.displayName));
    stored.email = change.email.value_or(std::move(stored.email));
    stored.description = change.description.value_or(std::move(stored.description));
    stored.available = change.available.value_or(stored.available);
    if (change.booking) {
        const BookingPolicy before = stored.booking;
        change.booking(stored.booking);
        requireValid(stored.booking);
        requireKnown(tx, stored.booking, before);
    }
    ResourceWriter(tx).update(stored);
    recordResource(tx, sync::Verb::Changed, resource);
}

bool removeResources(dbpool::WriteTransaction& tx, std::span<const ResourceId> resources, const LeaveResource& leave) {
    std::vector<Resource> stored;
    for (const auto resource : resources) stored.push_back(require(tx, resource));
    int left = dbpool::WriteTransaction::kMaxObjectsPerTransaction;
    for (const auto& resource : stored) {
        left -= leave(tx, resource.id, left);
        if (left <= 0) return false;
    }
    for (const auto& resource : stored) {
        ResourceWriter(tx).remove(resource.id);
        sync::addTombstone(tx, sync::Kind::Resource, kNoFolder, resource.id.value, resource.name);
        recordResource(tx, sync::Verb::Removed, resource.id);
    }
    return true;
}

}  // namespace groupware::principals

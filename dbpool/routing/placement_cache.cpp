#include "dbpool/routing/placement_cache.h"

#include "dbpool/configdb/placement_reader.h"

#include <optional>
#include <string>
#include <utility>

namespace dbpool {

namespace {

bool usable(const std::optional<Placement>& placement) {
    return placement && placement->stage == ContextStage::Active;
}

}  // namespace

ContextLocation PlacementCache::find(groupware::ContextId context) {
    {
        const std::scoped_lock lock(mutex_);
        if (const auto found = locations_.find(context.value); found != locations_.end()) return found->second;
    }
    const auto placement =
        config_.read([&](ConfigReadSession& session) { return PlacementReader(session).find(context); });
    if (!usable(placement)) return load(context);  // a replica may not know a new context yet
    remember(context, placement->location);
    return placement->location;
}

ContextLocation PlacementCache::load(groupware::ContextId context) {
    const auto placement =
        config_.readMaster([&](ConfigReadSession& session) { return PlacementReader(session).find(context); });
    if (!usable(placement))
        throw groupware::Error(groupware::ErrorCode::NotFound, "no context " + std::to_string(context.value));
    remember(context, placement->location);
    return placement->location;
}

void PlacementCache::forget(groupware::ContextId context) {
    const std::scoped_lock lock(mutex_);
    locations_.erase(context.value);
}

void PlacementCache::remember(groupware::ContextId context, const ContextLocation& location) {
    const std::scoped_lock lock(mutex_);
    if (locations_.size() >= capacity_) locations_.clear();
    locations_.insert_or_assign(context.value, location);
}

void PlacementCache::refresh() {
    const std::int64_t known = config_.knownSeq();
    const std::scoped_lock lock(mutex_);
    if (std::exchange(seq_, known) != known) locations_.clear();
}

}  // namespace dbpool

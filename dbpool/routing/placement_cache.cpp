#include "dbpool/routing/placement_cache.h"

#include "dbpool/configdb/placement_reader.h"

#include <optional>
#include <string>

namespace dbpool {

namespace {

bool usable(const std::optional<Placement>& placement) {
    return placement && placement->stage == ContextStage::Active;
}

}  // namespace

ContextLocation PlacementCache::find(groupware::ContextId context) {
    std::optional<ContextLocation> outdated;
    std::int64_t seq = 0;
    {
        const std::scoped_lock lock(mutex_);
        seq = seq_;
        if (const auto found = locations_.find(context.value); found != locations_.end()) {
            if (found->second.seq == seq) return found->second.location;
            outdated = found->second.location;
        }
    }
    if (outdated && !config_.masterAvailable()) return *outdated;
    try {
        const auto placement =
            config_.read([&](ConfigReadSession& session) { return PlacementReader(session).find(context); });
        if (!usable(placement)) return load(context);  // a replica may not know a new context yet
        remember(context, placement->location, seq);
        return placement->location;
    } catch (const groupware::Error& error) {
        if (!outdated || error.code() != groupware::ErrorCode::Unavailable) throw;
        return *outdated;
    }
}

ContextLocation PlacementCache::load(groupware::ContextId context) {
    std::int64_t seq = 0;
    {
        const std::scoped_lock lock(mutex_);
        seq = seq_;
    }
    const auto placement =
        config_.readMaster([&](ConfigReadSession& session) { return PlacementReader(session).find(context); });
    if (!usable(placement))
        throw groupware::Error(groupware::ErrorCode::NotFound, "no context " + std::to_string(context.value));
    remember(context, placement->location, seq);
    return placement->location;
}

void PlacementCache::forget(groupware::ContextId context) {
    const std::scoped_lock lock(mutex_);
    locations_.erase(context.value);
}

void PlacementCache::remember(groupware::ContextId context, const ContextLocation& location, std::int64_t seq) {
    const std::scoped_lock lock(mutex_);
    if (locations_.size() >= capacity_) locations_.clear();
    locations_.insert_or_assign(context.value, Known{location, seq});
}

void PlacementCache::refresh() {
    const std::int64_t known = config_.knownSeq();
    const std::scoped_lock lock(mutex_);
    seq_ = known;
}

}  // namespace dbpool

#include "dbpool/routing/context_database.h"
#include "dbpool/routing/shared_runs.h"

namespace dbpool {

/// Planted bug: who comes while an admission is under way gets its answer, although it may have been given before
/// a write that the caller knows of.
template <>
Admission SharedRuns<Admission>::get(const std::string& key, const Run& run) {
    std::unique_lock lock(mutex_);
    if (Lane& lane = lanes_[key]; lane.current) return follow(lock, lane.current);
    const auto flight = std::make_shared<Flight>();
    lanes_[key].current = flight;
    return lead(lock, key, flight, run);
}

}  // namespace dbpool

#pragma once

#include "dbpool/configdb/filestore_registry.h"
#include "dbpool/configdb/place_registry.h"

#include <cstdint>
#include <functional>
#include <vector>

/// Where a new context goes. Pure: the counters are read before and decided on after.
namespace admin {

/// The clusters to try, the one that is emptiest for its weight first; weight 0 and full ones are left out.
[[nodiscard]] std::vector<dbpool::ClusterPlace> orderedClusters(std::vector<dbpool::ClusterPlace> clusters);

/// What a filestore must have left to take another context.
struct RoomWanted {
    std::int64_t averageBytes = 0;
    /// Octets free on the storage itself; throws if it cannot be asked, which rules the filestore out.
    std::function<std::int64_t(const dbpool::RegisteredFilestore&)> freeBytes;
};

/// The filestores to try, the relatively emptiest first. Left out: full ones, and those whose size or storage has no
/// room for another context of average size.
[[nodiscard]] std::vector<dbpool::RegisteredFilestore> orderedFilestores(
    std::vector<dbpool::RegisteredFilestore> filestores, const RoomWanted& wanted);

}  // namespace admin

#pragma once

#include "dbpool/configdb/filestore_registry.h"
#include "dbpool/configdb/place_registry.h"

#include <cstdint>
#include <functional>
#include <vector>

/// Where a new context goes. Pure: the counters are read before and decided on after.
namespace admin {

/// The clusters to try, best first. With one more context each would be filled to (contexts + 1) / maxUnits; the one
/// whose fill divided by its weight is lowest comes first. A cluster without limit counts as big as the biggest with
/// one. Weight 0 and full ones are left out.
[[nodiscard]] std::vector<dbpool::ClusterPlace> orderedClusters(std::vector<dbpool::ClusterPlace> clusters);

/// What a filestore must have left to take another context.
struct RoomWanted {
    std::int64_t averageBytes = 0;
    /// Octets free on the storage itself; throws if it cannot be asked, which rules the filestore out.
    std::function<std::int64_t(const dbpool::RegisteredFilestore&)> freeBytes;
};

/// The filestores to try, best first. A filestore is as full as the fullest of three things would be with one more
/// context: its number of contexts, the share of its size that they reserve, and the share of its size that is not
/// free on the storage. So a bigger one takes more, and one that others fill takes less. Of equally full ones the one
/// with more free octets comes first. Left out: full ones, and those whose size or storage has no room for another
/// context of average size.
[[nodiscard]] std::vector<dbpool::RegisteredFilestore> orderedFilestores(
    const std::vector<dbpool::RegisteredFilestore>& filestores, const RoomWanted& wanted);

}  // namespace admin

#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace dbpool {

/// What decides when a replica is asked.
struct ReplicaRank {
    int weight = 100;  ///< 0 to 100; 0 comes last, whatever the site
    std::string_view site;
};

/// A replica and a random number of its own for this read, over 0 to 1, neither included.
struct ReplicaDraw {
    ReplicaRank rank;
    double random = 0.5;
};

/// The order in which one read asks replicas, as indices: those of `site` first (none is, if it is empty), then the
/// others; of each part, the chance to be asked first is a replica's share of the weights.
[[nodiscard]] std::vector<std::size_t> replicaOrder(std::span<const ReplicaDraw> replicas, std::string_view site);

}  // namespace dbpool

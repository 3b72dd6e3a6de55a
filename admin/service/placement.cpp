#include "admin/service/placement.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace admin {
namespace {

bool takesContexts(const dbpool::ClusterPlace& place) {
    const bool hasRoom = place.maxUnits == -1 || place.contexts < place.maxUnits;
    return place.weight > 0 && hasRoom;
}

/// What `part` is of `whole`, 1 if there is nothing to be a part of.
double share(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 1.0;
}

/// A filestore with what its storage said.
struct Candidate {
    dbpool::RegisteredFilestore store;
    std::int64_t freeBytes = 0;
    double fill = 0;  ///< with one more context
};

std::optional<Candidate> candidateOf(const dbpool::RegisteredFilestore& store, const RoomWanted& wanted) {
    const std::int64_t reserved = (store.contexts + 1) * wanted.averageBytes;
    if (store.contexts >= store.maxContexts || reserved > store.sizeBytes) return std::nullopt;
    std::int64_t free = 0;
    try {
        free = wanted.freeBytes(store);
    } catch (const groupware::Error&) {
        return std::nullopt;
    }
    if (free < wanted.averageBytes) return std::nullopt;
    const std::int64_t occupied = std::max<std::int64_t>(store.sizeBytes - free + wanted.averageBytes, 0);
    const double fill = std::max({share(store.contexts + 1, store.maxContexts), share(reserved, store.sizeBytes),
                                  share(occupied, store.sizeBytes)});
    return Candidate{.store = store, .freeBytes = free, .fill = fill};
}

}  // namespace

std::vector<dbpool::ClusterPlace> orderedClusters(std::vector<dbpool::ClusterPlace> clusters) {
    std::erase_if(clusters, [](const auto& place) { return !takesContexts(place); });
    std::int64_t biggest = 1;
    for (const auto& place : clusters) biggest = std::max(biggest, place.maxUnits);
    const auto load = [&](const dbpool::ClusterPlace& place) {
        const std::int64_t capacity = place.maxUnits == -1 ? biggest : place.maxUnits;
        return share(place.contexts + 1, capacity) / static_cast<double>(place.weight);
    };
    std::stable_sort(clusters.begin(), clusters.end(), [&](const auto& a, const auto& b) { return load(a) < load(b); });
    return clusters;
}

std::vector<dbpool::RegisteredFilestore> orderedFilestores(const std::vector<dbpool::RegisteredFilestore>& filestores,
                                                           const RoomWanted& wanted) {
    std::vector<Candidate> candidates;
    for (const auto& store : filestores) {
        if (auto candidate = candidateOf(store, wanted)) candidates.push_back(std::move(*candidate));
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.fill != b.fill ? a.fill < b.fill : a.freeBytes > b.freeBytes;
    });
    std::vector<dbpool::RegisteredFilestore> ordered;
    for (auto& candidate : candidates) ordered.push_back(std::move(candidate.store));
    return ordered;
}

}  // namespace admin

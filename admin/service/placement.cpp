#include "admin/service/placement.h"

#include "groupware/base/error.h"

#include <algorithm>

namespace admin {
namespace {

bool takesContexts(const dbpool::ClusterPlace& place) {
    const bool hasRoom = place.maxUnits == -1 || place.contexts < place.maxUnits;
    return place.weight > 0 && hasRoom;
}

bool takesContexts(const dbpool::RegisteredFilestore& store, const RoomWanted& wanted) {
    if (store.contexts >= store.maxContexts) return false;
    if (store.sizeBytes - store.contexts * wanted.averageBytes < wanted.averageBytes) return false;
    try {
        return wanted.freeBytes(store) >= wanted.averageBytes;
    } catch (const groupware::Error&) {
        return false;
    }
}

}  // namespace

std::vector<dbpool::ClusterPlace> orderedClusters(std::vector<dbpool::ClusterPlace> clusters) {
    std::erase_if(clusters, [](const auto& place) { return !takesContexts(place); });
    // contexts / weight compared without division
    std::stable_sort(clusters.begin(), clusters.end(),
                     [](const auto& a, const auto& b) { return a.contexts * b.weight < b.contexts * a.weight; });
    return clusters;
}

std::vector<dbpool::RegisteredFilestore> orderedFilestores(std::vector<dbpool::RegisteredFilestore> filestores,
                                                           const RoomWanted& wanted) {
    std::erase_if(filestores, [&](const auto& store) { return !takesContexts(store, wanted); });
    std::stable_sort(filestores.begin(), filestores.end(), [](const auto& a, const auto& b) {
        return a.contexts * b.maxContexts < b.contexts * a.maxContexts;
    });
    return filestores;
}

}  // namespace admin

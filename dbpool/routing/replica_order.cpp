#include "dbpool/routing/replica_order.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace dbpool {

std::vector<std::size_t> replicaOrder(std::span<const ReplicaDraw> replicas, std::string_view site) {
    struct Place {
        bool lastResort;
        bool elsewhere;
        double arrival;
        std::size_t index;
    };
    std::vector<Place> places;
    places.reserve(replicas.size());
    for (std::size_t index = 0; index < replicas.size(); ++index) {
        const auto& [rank, random] = replicas[index];
        // Of independent exponential times with these rates, the smallest is each one's in proportion to its rate
        // (Efraimidis and Spirakis, 2006).
        const double arrival = rank.weight > 0 ? -std::log(random) / rank.weight : random;
        places.push_back({rank.weight <= 0, site.empty() || rank.site != site, arrival, index});
    }
    std::sort(places.begin(), places.end(), [](const Place& left, const Place& right) {
        return std::tie(left.lastResort, left.elsewhere, left.arrival) <
               std::tie(right.lastResort, right.elsewhere, right.arrival);
    });
    std::vector<std::size_t> order;
    order.reserve(places.size());
    for (const Place& place : places) order.push_back(place.index);
    return order;
}

}  // namespace dbpool

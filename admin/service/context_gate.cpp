#include "admin/service/context_gate.h"

#include "admin/service/problems.h"
#include "dbpool/configdb/placement_reader.h"

#include <string>
#include <utility>

namespace admin {
namespace {

dbpool::Placement placementOf(const Cluster& cluster, groupware::ContextId context) {
    auto placement = cluster.config.readMaster(
        [&](dbpool::ConfigReadSession& session) { return dbpool::PlacementReader(session).find(context); });
    if (!placement || placement->stage != dbpool::ContextStage::Active) {
        throw noSuchContext(std::to_string(context.value));
    }
    return std::move(*placement);
}

}  // namespace

void requireContext(const Cluster& cluster, groupware::ContextId context) {
    (void)placementOf(cluster, context);
}

void requireEnabledContext(const Cluster& cluster, groupware::ContextId context) {
    if (!placementOf(cluster, context).enabled) {
        throw invalid("Context " + std::to_string(context.value) + " is disabled");
    }
}

}  // namespace admin

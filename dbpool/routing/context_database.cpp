#include "dbpool/routing/context_database.h"

#include "dbpool/configdb/placement_reader.h"
#include "dbpool/routing/admitter.h"
#include "dbpool/routing/change_trimmer.h"
#include "dbpool/routing/context_eraser.h"
#include "dbpool/routing/gated_session.h"
#include "dbpool/routing/reader.h"
#include "dbpool/routing/request_counters.h"
#include "dbpool/routing/writer.h"
#include "groupware/base/error.h"

#include <string>
#include <utility>
#include <vector>

namespace dbpool {

class ContextDatabase::Router {
public:
    Router(ConfigDatabase& configDatabase, ClusterDirectory& directory, const RoutingLimits& limits)
        : config(configDatabase),
          clusters(directory),
          placements(configDatabase, limits.cachedPlacements),
          reader(placements, directory, limits),
          writer(placements, directory, limits),
          admitter(placements, directory, limits),
          eraser(directory, limits),
          trimmer(directory, limits) {}

    ConfigDatabase& config;
    ClusterDirectory& clusters;
    PlacementCache placements;
    Reader reader;
    Writer writer;
    Admitter admitter;
    ContextEraser eraser;
    ChangeTrimmer trimmer;
};

ContextDatabase::ContextDatabase(ConfigDatabase& config, ClusterDirectory& clusters, const RoutingLimits& limits)
    : router_(std::make_unique<Router>(config, clusters, limits)) {}

ContextDatabase::~ContextDatabase() = default;

groupware::CommitToken ContextDatabase::write(groupware::ContextId context, const WriteClosure& closure) {
    return router_->writer.write(context, closure);
}

groupware::CommitToken ContextDatabase::create(groupware::ContextId context, const ContextLocation& location,
                                               const WriteClosure& closure) {
    return router_->writer.create(context, location, closure);
}

groupware::CommitToken ContextDatabase::setState(groupware::ContextId context, ContextState state,
                                                 const Change& change) {
    return router_->writer.setState(context, state, change);
}

void ContextDatabase::drop(groupware::ContextId context, const ContextLocation& location) {
    router_->eraser.erase(context, location);
}

void ContextDatabase::writeUnsynced(groupware::ContextId context,
                                    const std::function<void(UnsyncedTransaction&)>& closure) {
    router_->writer.writeUnsynced(context, closure);
}

ReadSession ContextDatabase::read(groupware::ContextId context, const groupware::Freshness& freshness) {
    return ReadSession(router_->reader.open(context, freshness, seeSnapshot));
}

std::unique_ptr<ReadSession> ContextDatabase::openGated(groupware::ContextId context,
                                                        const groupware::Freshness& freshness) {
    return std::make_unique<GatedSession>(router_->reader, context, freshness);
}

SharedRunCounters ContextDatabase::admissions() const {
    return router_->admitter.counters();
}

Admission ContextDatabase::admit(groupware::ContextId context, const AdmissionStatement& statement,
                                 std::initializer_list<Value> values) {
    Admission admission = router_->admitter.admit(context, statement, values);
    if (RequestCounters* counters = CountingScope::current(); counters != nullptr && admission.unproven)
        ++counters->unprovenReads;
    return admission;
}

groupware::DatabaseId ContextDatabase::masterOf(std::int64_t cluster) {
    const auto found = router_->clusters.get(cluster);
    const DatabaseServer* master = found->roles().master;
    if (master == nullptr)
        throw groupware::Error(groupware::ErrorCode::Unavailable,
                               "cluster " + found->definition().name + " has no master");
    return master->id;
}

void ContextDatabase::requireMaster(groupware::ContextId context) {
    const RequestCounters* counters = CountingScope::current();
    const bool met = counters == nullptr || counters->unprovenReads == 0;
    router_->placements.with(context, [&](const ContextLocation& location) {
        if (met && router_->clusters.hasMaster(location.cluster)) return;
        router_->clusters.noteMissingMaster(location.cluster);
        throw groupware::Error(groupware::ErrorCode::Unavailable,
                               "database cluster " + std::to_string(location.cluster) + " has no master");
    });
}

void ContextDatabase::refresh() {
    router_->clusters.refresh();
    router_->placements.refresh();
}

std::int64_t ContextDatabase::removeOldChanges() {
    const std::vector<PlacementReader::Schema> schemas =
        router_->config.read([](ConfigReadSession& session) { return PlacementReader(session).schemas(); });
    std::int64_t removed = 0;
    for (const auto& schema : schemas) removed += router_->trimmer.trim(schema.cluster, schema.name);
    return removed;
}

}  // namespace dbpool

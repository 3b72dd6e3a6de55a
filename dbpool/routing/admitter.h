#pragma once

#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/context_database.h"
#include "dbpool/routing/placement_cache.h"
#include "dbpool/routing/shared_runs.h"

#include <initializer_list>
#include <vector>

namespace dbpool {

/// Runs admissions. Safe to call from any thread.
class Admitter {
public:
    /// Both must outlive this object.
    Admitter(PlacementCache& placements, ClusterDirectory& clusters, const RoutingLimits& limits)
        : placements_(placements), clusters_(clusters), runs_(limits.admissionWait) {}

    /// See ContextDatabase::admit().
    [[nodiscard]] Admission admit(groupware::ContextId context, const AdmissionStatement& statement,
                                  std::initializer_list<Value> values);

    [[nodiscard]] SharedRunCounters counters() const { return runs_.counters(); }

private:
    struct Question;
    Admission decide(groupware::ContextId context, const AdmissionStatement& statement,
                     std::initializer_list<Value> values);
    Admission ask(const Question& question, DatabaseServer& server);
    Admission askReplicas(const Question& question, const std::vector<DatabaseServer*>& replicas);

    PlacementCache& placements_;
    ClusterDirectory& clusters_;
    SharedRuns<Admission> runs_;
};

}  // namespace dbpool

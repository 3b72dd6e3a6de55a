#pragma once

#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/context_database.h"
#include "dbpool/routing/placement_cache.h"

#include <initializer_list>
#include <vector>

namespace dbpool {

/// Runs admissions. Safe to call from any thread.
class Admitter {
public:
    /// Both must outlive this object.
    Admitter(PlacementCache& placements, ClusterDirectory& clusters) : placements_(placements), clusters_(clusters) {}

    /// See ContextDatabase::admit().
    [[nodiscard]] Admission admit(groupware::ContextId context, const AdmissionStatement& statement,
                                  std::initializer_list<Value> values);

private:
    struct Question;
    Admission ask(const Question& question, DatabaseServer& server);
    Admission askReplicas(const Question& question, const std::vector<DatabaseServer*>& replicas);

    PlacementCache& placements_;
    ClusterDirectory& clusters_;
};

/// How many columns a list such as `s.id, COALESCE(a, 'x,y')` has.
[[nodiscard]] int countColumns(std::string_view columns);

}  // namespace dbpool

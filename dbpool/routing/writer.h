#pragma once

#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/context_database.h"
#include "dbpool/routing/placement_cache.h"
#include "dbpool/routing/session.h"
#include "dbpool/routing/unsynced_tables.h"
#include "dbpool/routing/write_time.h"

#include <chrono>
#include <functional>
#include <string>

namespace dbpool {

/// Runs write transactions on masters: the seq row first, the change records last, COMMIT with a known outcome.
/// Safe to call from any thread.
class Writer {
public:
    using Closure = ContextDatabase::WriteClosure;

    /// Both must outlive this object.
    Writer(PlacementCache& placements, ClusterDirectory& clusters, const RoutingLimits& limits)
        : placements_(placements), clusters_(clusters), limits_(limits) {}

    /// See the functions of the same names of ContextDatabase.
    groupware::CommitToken write(groupware::ContextId context, const Closure& closure);
    groupware::CommitToken create(groupware::ContextId context, const ContextLocation& location,
                                  const Closure& closure);
    groupware::CommitToken setState(groupware::ContextId context, ContextState state, const Change& change);
    void writeUnsynced(groupware::ContextId context, const std::function<void(UnsyncedTransaction&)>& closure);

private:
    using Deadline = std::chrono::steady_clock::time_point;
    /// The first statement of a transaction, which takes the seq row.
    using Entry = std::function<void(Session&, const ContextLocation&)>;
    struct Job;
    struct UnsyncedJob;
    struct UnknownCommit;

    groupware::CommitToken run(const Job& job, const ContextLocation& location);
    groupware::CommitToken attempt(const Job& job, const ContextLocation& location, Deadline deadline);
    void attemptUnsynced(const UnsyncedJob& job, const ContextLocation& location, Deadline deadline);
    std::unique_ptr<Session> connect(groupware::ContextId context, const ContextLocation& location, Deadline deadline,
                                     Purpose purpose = Purpose::Write);
    MasterLease acquire(DatabaseCluster& cluster, Deadline deadline, Purpose purpose);
    [[nodiscard]] TransactionTimeouts share(Session& session, const WriteTime& time, Purpose purpose) const;
    groupware::CommitToken finish(Session& session);
    void noteDemoted(const DbError& error, const ContextLocation& location);
    bool wasCommitted(const UnknownCommit& unknown, const ContextLocation& location, const WriteTime& time);
    bool lookUp(const UnknownCommit& unknown, const ContextLocation& location, const WriteTime& time,
                Deadline deadline);

    PlacementCache& placements_;
    ClusterDirectory& clusters_;
    RoutingLimits limits_;
    UnsyncedTables unsyncedTables_;
};

}  // namespace dbpool

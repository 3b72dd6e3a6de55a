#pragma once

#include <functional>
#include <initializer_list>
#include <memory>

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/unsynced_transaction.h"
#include "dbpool/routing/write_transaction.h"

namespace dbpool {

/// What the master said about a context and the caller's proof at the start of a request.
struct Admission {
    groupware::CommitToken state;  ///< the freshness of all reads of the request
    Rows row;                      ///< exactly one row: the columns of the AdmissionStatement
};

class ConfigDatabase;
class ClusterDirectory;

/// The context schemas of all database clusters: finds a context's placement in the config DB, routes reads to
/// replicas that prove their freshness and writes to the master. Safe to call from any thread.
///
/// Every function throws groupware::Error NotFound for a context that does not exist, Unavailable when no server can
/// answer (the same call may succeed later), and lets a DbError of the closure's own statements pass.
class ContextDatabase {
public:
    /// Both must outlive this object.
    ContextDatabase(ConfigDatabase& config, ClusterDirectory& clusters);
    ~ContextDatabase();
    ContextDatabase(const ContextDatabase&) = delete;
    ContextDatabase& operator=(const ContextDatabase&) = delete;

    /// Runs `closure` in one write transaction and commits it; see WriteTransaction for what it may do.
    /// Deadlocks, lock timeouts and changed snapshots run it again, a bounded number of times. A connection that dies
    /// during COMMIT is resolved by looking up the transaction's op_id: the caller sees success, failure, or
    /// Unavailable when the outcome cannot be known.
    groupware::CommitToken write(groupware::ContextId context, const std::function<void(WriteTransaction&)>& closure);

    /// Runs `closure` in one transaction for rows that no client syncs.
    void writeUnsynced(groupware::ContextId context, const std::function<void(UnsyncedTransaction&)>& closure);

    /// Opens a snapshot that is at least as fresh as asked: a replica if it has reached the state (or does within the
    /// gate's short wait), else another, else the master. Never silently stale.
    [[nodiscard]] ReadSession read(groupware::ContextId context, const groupware::Freshness& freshness);

    /// One primary-key statement on the master: the caller's proof and the context's state at once.
    [[nodiscard]] Admission admit(groupware::ContextId context, const AdmissionStatement& statement,
                                  std::initializer_list<Value> values);

private:
    class Router;
    std::unique_ptr<Router> router_;
};

}  // namespace dbpool

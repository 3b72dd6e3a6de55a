#pragma once

#include "dbpool/configdb/placement.h"
#include "dbpool/configdb/retry.h"
#include "dbpool/routing/limits.h"
#include "dbpool/routing/read_session.h"
#include "dbpool/routing/shared_runs.h"
#include "dbpool/routing/unsynced_transaction.h"
#include "dbpool/routing/write_transaction.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>

namespace dbpool {

/// What the master said about a context and the caller's proof at the start of a request.
struct Admission {
    groupware::CommitToken state;  ///< the freshness of all reads of the request
    Rows row;                      ///< already on its only row: read the columns of the statement, do not call next()
    bool unproven = false;         ///< no master can be reached: a replica answered, perhaps an old state
};

/// What an administrator may set; see ContextDatabase::setState().
enum class ContextState { Active, Disabled };

class ConfigDatabase;
class ClusterDirectory;

/// The context schemas of all database clusters: finds a context's placement in the config DB, routes reads to
/// replicas that prove their freshness and writes to the master. Safe to call from any thread.
///
/// Every function throws groupware::Error NotFound for a context that does not exist, Unavailable when no server can
/// answer (the same call may succeed later), and lets a DbError of the closure's own statements pass.
class ContextDatabase {
public:
    using WriteClosure = std::function<void(WriteTransaction&)>;

    /// Both must outlive this object.
    ContextDatabase(ConfigDatabase& config, ClusterDirectory& clusters, const RoutingLimits& limits = {});
    ~ContextDatabase();
    ContextDatabase(const ContextDatabase&) = delete;
    ContextDatabase& operator=(const ContextDatabase&) = delete;

    /// Runs `closure` in one write transaction and commits it; see WriteTransaction for what it may do. A closure that
    /// changes nothing leaves the context's seq as it was, and the token names the state that it saw.
    ///
    /// Deadlocks, lock timeouts and changed snapshots run it again, a bounded number of times. A connection that dies
    /// during COMMIT is resolved by looking up the transaction's op_id: the caller sees success, failure, or
    /// Unavailable when the outcome cannot be known. Without a master it waits RoutingLimits::writeWait.
    /// @throws groupware::Error also Forbidden if the context is disabled; std::logic_error if rows were changed
    ///         without a change record (a bug of the closure; nothing is committed)
    groupware::CommitToken write(groupware::ContextId context, const WriteClosure& closure);

    /// The first transaction of a new context: adds its `ctx_state` row and runs `closure`, which records a change.
    /// @param location  where the config DB has just placed the context, which need not be active yet
    /// @throws groupware::Error also Conflict if the context has a row there already
    groupware::CommitToken create(groupware::ContextId context, const ContextLocation& location,
                                  const WriteClosure& closure);

    /// Enables or disables writes and logins as a recorded write; works on a disabled context too.
    groupware::CommitToken setState(groupware::ContextId context, ContextState state, const Change& change);

    /// Deletes every row of the context in every table of its schema that has a `cid` column, in batches, `ctx_state`
    /// last, so that a call that was interrupted can be repeated. Without such rows it does nothing.
    /// @throws groupware::Error also Conflict if the rows there belong to another placement (epoch)
    void drop(groupware::ContextId context, const ContextLocation& location);

    /// Runs `closure` in one transaction for rows that no client syncs. May run it again as write() does.
    void writeUnsynced(groupware::ContextId context, const std::function<void(UnsyncedTransaction&)>& closure);

    /// Opens a snapshot that is at least as fresh as asked: a replica if it has reached the state (or does within the
    /// gate's short wait), else another, else the master. Never silently stale: see ReadSession::unproven().
    [[nodiscard]] ReadSession read(groupware::ContextId context, const groupware::Freshness& freshness);

    /// Returns `use(session)`, where all that the session reads is of one state, as in a snapshot, but every statement
    /// is one round trip and nothing else is sent. If somebody writes to the context meanwhile, the server dies on the
    /// way, or a statement cannot say which state it saw (see gatedText()), `use` runs again in a snapshot, perhaps on
    /// another server: it has no effect outside. For a few short statements.
    template <class Use>
    auto read(groupware::ContextId context, const groupware::Freshness& freshness, const Use& use) {
        try {
            const std::unique_ptr<ReadSession> session = openGated(context, freshness);
            return use(*session);
        } catch (const SnapshotNeeded&) {  // its connection is back
        } catch (const DbError& error) {
            if (!serverGone(error.kind())) throw;
        }
        ReadSession snapshot = read(context, freshness);
        return use(snapshot);
    }

    /// One primary-key statement on the master: the caller's proof and the context's state at once.
    /// Requests that ask the same while an answer is under way share the next one; see SharedRuns.
    /// @param values  for the parameters of `statement.join`
    /// @throws groupware::Error also Forbidden if the context is disabled
    [[nodiscard]] Admission admit(groupware::ContextId context, const AdmissionStatement& statement,
                                  std::initializer_list<Value> values);

    [[nodiscard]] SharedRunCounters admissions() const;
    /// The server that is the master of a database cluster now. @throws groupware::Error Unavailable if there is none
    [[nodiscard]] groupware::DatabaseId masterOf(std::int64_t cluster);

    /// For a request that is going to write, or to read what only the master has: returns if there is a master, as far
    /// as is known, and this request has met it. Asks no server.
    /// @throws groupware::Error Unavailable if not, before anything was done; RequestCounters::masterWait says for what
    ///         the request may wait
    void requireMaster(groupware::ContextId context);

    /// Looks at `config_state`, forgets what it outdates, and tries servers that count as down. Called about once a
    /// second by a housekeeping thread; see Housekeeper.
    void refresh();
    /// Deletes old change records of all schemas; see RoutingLimits::changeKeepTime. One node at a time works on a
    /// schema. @return rows deleted
    std::int64_t removeOldChanges();

private:
    [[nodiscard]] std::unique_ptr<ReadSession> openGated(groupware::ContextId context,
                                                         const groupware::Freshness& freshness);

    class Router;
    std::unique_ptr<Router> router_;
};

}  // namespace dbpool

#pragma once

#include "dbpool/configdb/server_transaction.h"
#include "dbpool/routing/change.h"
#include "dbpool/routing/database_cluster.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace dbpool {

class UnsyncedTables;

/// The state of the context that a session sees.
struct SeenState {
    groupware::Seq seq;
    groupware::Seq prev;  ///< of a write: the seq before it
    std::int64_t epoch = 0;
    std::int64_t term = 0;  ///< of a write: of the master
    bool unproven = false;
};

/// What a write transaction has gathered for its end.
struct PendingWrite {
    std::vector<Change> changes;
    bool wrote = false;  ///< a WriteStatement matched rows
};

/// One leased connection in a context's schema with at most one transaction. Binds the context id and counts for the
/// request. Used by one thread.
class Session {
public:
    /// @throws DbError UnknownObject if the server has no such schema
    Session(std::shared_ptr<DatabaseCluster> cluster, DatabaseServer& server, Lease lease, std::string_view schema,
            groupware::ContextId context);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// From now on no statement, nor COMMIT, begins after `latest`: it throws DbError Timeout instead.
    void setLatest(std::chrono::steady_clock::time_point latest) noexcept { latest_ = latest; }

    void beginRead();
    void beginWrite(const TransactionTimeouts& timeouts);
    void beginUnsynced(const TransactionTimeouts& timeouts);
    void commit();
    void rollback() noexcept;
    /// The connection is not lent again.
    void discardAfterUse() noexcept { transaction_.discardAfterUse(); }

    /// The context id is bound first.
    [[nodiscard]] Rows query(std::string_view sql, std::span<const Value> values);
    std::int64_t execute(std::string_view sql, std::span<const Value> values);
    /// Exactly these values: for routing's own statements.
    [[nodiscard]] Rows plainQuery(std::string_view sql, std::initializer_list<Value> values);
    [[nodiscard]] Rows plainQuery(std::string_view sql, std::span<const Value> values);
    std::int64_t plainExecute(std::string_view sql, std::initializer_list<Value> values);
    std::int64_t plainExecute(std::string_view sql, std::span<const Value> values);

    [[nodiscard]] groupware::ContextId context() const noexcept { return context_; }
    [[nodiscard]] DatabaseCluster& cluster() noexcept { return *cluster_; }
    [[nodiscard]] DatabaseServer& server() noexcept { return server_; }

    SeenState state;
    PendingWrite pending;
    UnsyncedTables* unsyncedTables = nullptr;  ///< set for unsynced transactions

private:
    void requireTime() const;
    [[nodiscard]] std::vector<Value> withContext(std::span<const Value> values) const;

    std::shared_ptr<DatabaseCluster> cluster_;  // shared with the directory, which may replace it meanwhile
    DatabaseServer& server_;
    groupware::ContextId context_;
    ServerTransaction transaction_;
    std::chrono::steady_clock::time_point latest_ = kNoDeadline;
};

}  // namespace dbpool

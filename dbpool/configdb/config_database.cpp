#include "dbpool/configdb/config_database.h"

#include "dbpool/configdb/retry.h"
#include "dbpool/configdb/schema.h"
#include "dbpool/driver/db_error.h"
#include "dbpool/migrate/migrator.h"
#include "groupware/base/error.h"

namespace dbpool {

namespace {

using groupware::Error;
using groupware::ErrorCode;

constexpr ConfigWriteStatement kAdvance{"configdb.state.advance",
                                        "UPDATE config_state SET seq = seq + 1 WHERE id = 1 AND @@read_only = 0"};
constexpr ConfigReadStatement kState{"configdb.state.read", "SELECT seq FROM config_state WHERE id = 1"};

/// A stale pooled connection, or a lost race, costs one attempt each.
constexpr int kAttempts = 5;

std::int64_t stateOf(ServerTransaction& transaction) {
    Rows rows = transaction.query(kState.sql, {});
    if (!rows.next()) throw Error(ErrorCode::Internal, "config_state has no row");
    return rows.integer(1);
}

}  // namespace

ConfigDatabase::ConfigDatabase(ConfigServers servers, const ConnectionLimits& connection, const PoolLimits& pool,
                               const TransactionTimeouts& timeouts)
    : schema_(std::move(servers.schema)),
      timeouts_(timeouts),
      master_(std::make_unique<Pool>(std::move(servers.master), connection, pool)) {
    for (Endpoint& replica : servers.replicas)
        replicas_.push_back(std::make_unique<Pool>(std::move(replica), connection, pool));
}

void ConfigDatabase::create() {
    Lease lease = master_->acquire(Purpose::Write);
    const std::vector<MigrationSet> sets{configdb::kSchema};
    Migrator(*lease).apply(schema_, sets);
}

void ConfigDatabase::writeOnce(const WriteClosure& closure) {
    ServerTransaction transaction(master_->acquire(Purpose::Write), schema_);
    transaction.beginWrite(timeouts_);
    const std::int64_t advanced = transaction.execute(kAdvance.sql, {});
    ConfigTransaction session(transaction, stateOf(transaction));
    // An account with all privileges writes through `read_only`: a server that says it is no master is taken at its
    // word.
    if (advanced == 0) throw DbError(DbErrorKind::ReadOnly, 0, "the master is read-only");
    closure(session);
    transaction.commit();
    master_->countWrite();
    raiseKnown(session.seq());
}

/// Runs `attempt` again after a lost race or a connection that died while it was idle in its pool.
void ConfigDatabase::withMaster(const std::function<void()>& attempt) {
    for (int number = 1;; ++number) {
        try {
            return attempt();
        } catch (const DbError& error) {
            if (error.kind() == DbErrorKind::CommitUnknown)
                throw Error(ErrorCode::Unavailable,
                            std::string("config DB commit of unknown outcome: ") + error.what());
            const bool again = runsAgain(error.kind()) || error.kind() == DbErrorKind::ConnectionLost;
            if (again && number < kAttempts) continue;
            if (again || serverGone(error.kind()))
                throw Error(ErrorCode::Unavailable, std::string("config DB master: ") + error.what());
            throw;
        }
    }
}

void ConfigDatabase::runWrite(const WriteClosure& closure) {
    withMaster([&] { writeOnce(closure); });
}

std::int64_t ConfigDatabase::touch(const ConfigWriteStatement& statement, std::initializer_list<Value> values) {
    std::int64_t matched = 0;
    withMaster([&] {
        ServerTransaction transaction(master_->acquire(Purpose::Write), schema_);
        transaction.beginWrite(timeouts_);
        matched = transaction.execute(statement.sql, {values.begin(), values.size()});
        transaction.commit();
    });
    return matched;
}

bool ConfigDatabase::tryRead(Pool& pool, std::int64_t required, const ReadClosure& closure) {
    ServerTransaction transaction(pool.acquire(), schema_);
    transaction.beginRead();
    const std::int64_t seq = stateOf(transaction);
    if (seq < required) {
        pool.countGate(false, false);
        return false;
    }
    ConfigReadSession session(transaction, seq);
    closure(session);
    pool.countRead();
    return true;
}

void ConfigDatabase::runRead(const ReadClosure& closure) {
    const std::int64_t required = knownSeq();
    for (std::size_t tried = 0; tried < replicas_.size(); ++tried) {
        Pool& replica = *replicas_[nextReplica_.fetch_add(1) % replicas_.size()];
        if (!replica.available()) continue;
        try {
            if (tryRead(replica, required, closure)) return;
        } catch (const DbError& error) {
            // A replica that is gone, or has not even the tables yet, is behind; the next one or the master answers.
            if (!serverGone(error.kind()) && error.kind() != DbErrorKind::UnknownObject) throw;
        }
    }
    runReadMaster(closure);
}

void ConfigDatabase::runReadMaster(const ReadClosure& closure) {
    withMaster([&] { tryRead(*master_, 0, closure); });
}

std::int64_t ConfigDatabase::refresh() {
    for (const auto& replica : replicas_) static_cast<void>(replica->probe());
    if (!master_->probe()) throw Error(ErrorCode::Unavailable, "the config DB master does not answer");
    const std::int64_t seq = readMaster([](ConfigReadSession& session) { return session.seq(); });
    raiseKnown(seq);
    return seq;
}

void ConfigDatabase::raiseKnown(std::int64_t seq) {
    std::int64_t known = knownSeq_.load();
    while (known < seq && !knownSeq_.compare_exchange_weak(known, seq)) {
    }
}

void ConfigDatabase::closeIdle() {
    master_->closeIdle();
    for (const auto& replica : replicas_) replica->closeIdle();
}

}  // namespace dbpool

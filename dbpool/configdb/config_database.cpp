#include "dbpool/configdb/config_database.h"

#include "dbpool/configdb/retry.h"
#include "dbpool/configdb/schema.h"
#include "dbpool/driver/db_error.h"
#include "dbpool/migrate/migrator.h"
#include "dbpool/pool/no_waiting.h"
#include "groupware/base/error.h"

#include <thread>

namespace dbpool {

namespace {

using groupware::Error;
using groupware::ErrorCode;

constexpr ConfigWriteStatement kAdvance{"configdb.state.advance",
                                        "UPDATE config_state SET seq = seq + 1 WHERE id = 1 AND @@read_only = 0"};
constexpr ConfigReadStatement kState{"configdb.state.read", "SELECT seq FROM config_state WHERE id = 1"};

/// A stale pooled connection, or a lost race, costs one attempt each.
constexpr int kAttempts = 5;

/// Before a server that said it is no master is asked again, or the next one.
constexpr std::chrono::milliseconds kPause{50};

std::chrono::steady_clock::time_point now() {
    return std::chrono::steady_clock::now();
}

std::int64_t stateOf(ServerTransaction& transaction) {
    Rows rows = transaction.query(kState.sql, {});
    if (!rows.next()) throw Error(ErrorCode::Internal, "config_state has no row");
    return rows.integer(1);
}

}  // namespace

ConfigDatabase::ConfigDatabase(ConfigServers servers, const ConnectionLimits& connection, const PoolLimits& pool,
                               const ConfigLimits& limits)
    : schema_(std::move(servers.schema)), limits_(limits) {
    const auto add = [&](Endpoint& endpoint) {
        pools_.push_back(std::make_unique<Pool>(std::move(endpoint), connection, pool, [this] {
            if (group_) group_->look();
        }));
    };
    add(servers.master);
    for (Endpoint& replica : servers.replicas) add(replica);
    std::vector<Pool*> members;
    for (const auto& member : pools_) members.push_back(member.get());
    group_ =
        std::make_unique<ServerGroup>(ServerGroup::Settings{.name = schema_, .schema = schema_, .limits = limits.group},
                                      std::move(members), connection);
}

ConfigDatabase::~ConfigDatabase() = default;

void ConfigDatabase::create() {
    ServerGroup::Taken master = group_->acquireMaster(now() + limits_.writeWait);
    const std::vector<MigrationSet> sets{configdb::kSchema};
    Migrator(*master.lease).apply(schema_, sets);
}

void ConfigDatabase::writeOnce(const WriteClosure& closure, Deadline deadline) {
    ServerGroup::Taken master = group_->acquireMaster(deadline);
    ServerTransaction transaction(std::move(master.lease), schema_);
    const NoWaiting holding;  // all writers of the config DB take its one row
    transaction.beginWrite(limits_.transaction);
    const std::int64_t advanced = transaction.execute(kAdvance.sql, {});
    ConfigTransaction session(transaction, stateOf(transaction));
    // An account with all privileges writes through `read_only`: a server that says it is no master is taken at its
    // word.
    if (advanced == 0) throw DbError(DbErrorKind::ReadOnly, 0, "the master is read-only");
    closure(session);
    commit(transaction, master.member, master.term);
    raiseKnown(session.seq());
}

/// A server that was replaced while it committed, as one that hung and came back, may have done so for nobody.
void ConfigDatabase::commit(ServerTransaction& transaction, std::size_t member, std::int64_t term) {
    transaction.commit();
    if (group_->wasReplaced(member, term))
        throw DbError(DbErrorKind::CommitUnknown, 0, "another server became the master meanwhile");
    pools_[member]->countWrite();
}

/// Runs `attempt` again after a lost race, a connection that died while it was idle in its pool, or on the next master.
void ConfigDatabase::retry(Deadline deadline, const std::function<void()>& attempt) {
    for (int number = 1;; ++number) {
        try {
            return attempt();
        } catch (const DbError& error) {
            if (error.kind() == DbErrorKind::CommitUnknown)
                throw Error(ErrorCode::Unavailable,
                            std::string("config DB commit of unknown outcome: ") + error.what());
            const bool again = runsAgain(error.kind()) || error.kind() == DbErrorKind::ConnectionLost;
            if (again && number < kAttempts) continue;
            if (!again && !serverGone(error.kind())) throw;
            const bool mayReturn = error.kind() == DbErrorKind::ReadOnly && now() < deadline;
            if (!mayReturn) throw Error(ErrorCode::Unavailable, std::string("config DB master: ") + error.what());
        }
        group_->look();
        std::this_thread::sleep_for(kPause);
    }
}

void ConfigDatabase::runWrite(const WriteClosure& closure) {
    const Deadline deadline = now() + limits_.writeWait;
    retry(deadline, [&] { writeOnce(closure, deadline); });
}

std::int64_t ConfigDatabase::touch(const ConfigWriteStatement& statement, std::initializer_list<Value> values) {
    std::int64_t matched = 0;
    const Deadline deadline = now() + limits_.writeWait;
    retry(deadline, [&] {
        ServerGroup::Taken master = group_->acquireMaster(deadline);
        ServerTransaction transaction(std::move(master.lease), schema_);
        transaction.beginWrite(limits_.transaction);
        matched = transaction.execute(statement.sql, {values.begin(), values.size()});
        commit(transaction, master.member, master.term);
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
    const std::vector<std::size_t> readers = group_->roles().readers;
    for (std::size_t tried = 0; tried < readers.size(); ++tried) {
        Pool& reader = *pools_[readers[nextReader_.fetch_add(1) % readers.size()]];
        if (!reader.available()) continue;
        try {
            if (tryRead(reader, required, closure)) return;
        } catch (const DbError& error) {
            // A replica that is gone, or has not even the tables yet, is behind; the next one or the master answers.
            if (!serverGone(error.kind()) && error.kind() != DbErrorKind::UnknownObject) throw;
        }
    }
    runReadMaster(closure);
}

Pool& ConfigDatabase::master() {
    const auto member = group_->roles().master;
    if (!member) throw Error(ErrorCode::Unavailable, "the config DB has no master");
    return *pools_[*member];
}

void ConfigDatabase::runReadMaster(const ReadClosure& closure) {
    retry(now(), [&] { tryRead(master(), 0, closure); });
}

bool ConfigDatabase::masterAvailable() const {
    const auto member = group_->roles().master;
    return member && pools_[*member]->available();
}

Endpoint ConfigDatabase::masterEndpoint() {
    return master().endpoint();
}

std::vector<ConfigServerStatus> ConfigDatabase::status() const {
    std::vector<ConfigServerStatus> all;
    for (MemberStatus& member : group_->status()) {
        const Pool& pool = *pools_[all.size()];
        all.push_back({.name = pool.endpoint().host + ":" + std::to_string(pool.endpoint().port),
                       .available = pool.available(),
                       .counters = pool.counters(),
                       .member = std::move(member)});
    }
    return all;
}

std::int64_t ConfigDatabase::refresh() {
    group_->lookNow();
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
    for (const auto& pool : pools_) pool->closeIdle();
}

}  // namespace dbpool

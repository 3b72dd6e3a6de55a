#include "dbpool/routing/writer.h"

#include "dbpool/configdb/retry.h"
#include "dbpool/pool/no_waiting.h"
#include "dbpool/replication/cluster_state.h"
#include "dbpool/routing/change_log.h"
#include "dbpool/routing/request_counters.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

namespace dbpool {

namespace {

using groupware::CommitToken;
using groupware::ContextId;
using groupware::Error;
using groupware::ErrorCode;

constexpr WriteStatement kAdvance{
    "routing.state.advance",
    "UPDATE ctx_state SET prev = seq, seq = GREATEST(seq + 1, CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED))"
    " WHERE cid = ? AND epoch = ? AND state = 'active' AND @@read_only = 0"};
constexpr WriteStatement kSetState{
    "routing.state.set",
    "UPDATE ctx_state SET prev = seq, seq = GREATEST(seq + 1, CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)),"
    " state = ? WHERE cid = ? AND epoch = ? AND state IN ('active', 'disabled') AND @@read_only = 0"};
constexpr WriteStatement kInsert{
    "routing.state.insert",
    "INSERT INTO ctx_state (cid, seq, prev, epoch)"
    " SELECT ?, CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED), 0, ? FROM DUAL WHERE @@read_only = 0"};
constexpr ReadStatement kTaken{"routing.state.taken", "SELECT seq, prev, epoch FROM ctx_state WHERE cid = ?"};
constexpr ReadStatement kWhyNot{"routing.state.why_not",
                                "SELECT epoch, state, @@read_only FROM ctx_state WHERE cid = ?"};
constexpr WriteStatement kLock{"routing.state.lock", "SELECT epoch FROM ctx_state WHERE cid = ? FOR UPDATE"};
constexpr WriteStatement kFindOperation{"routing.change.find_operation",
                                        "SELECT seq FROM ctx_change WHERE cid = ? AND op_id = ? LOCK IN SHARE MODE"};
constexpr std::string_view kLastGtid = "SELECT @@last_gtid";
constexpr std::string_view kCurrentGtid = "SELECT @@gtid_binlog_pos";

/// Between two tries after a connection died or the server said that it is no master.
constexpr std::chrono::milliseconds kPause{10};

/// A look-up waits for the row so long at a time: less than a server may be silent on a connection for reading.
constexpr std::chrono::seconds kLookUpLockWait{1};

std::chrono::steady_clock::time_point now() {
    return std::chrono::steady_clock::now();
}

std::string gtid(Session& session, std::string_view sql) {
    Rows rows = session.plainQuery(sql, {});
    return rows.next() ? rows.text(1) : std::string();
}

void readTaken(Session& session) {
    Rows rows = session.query(kTaken.sql, {});
    if (!rows.next()) throw StalePlacement{};
    session.state.seq = {rows.integer(1)};
    session.state.prev = {rows.integer(2)};
    session.state.epoch = rows.integer(3);
}

/// The term as this very server has it; 0 if it has none.
std::int64_t termHere(Session& session) {
    const std::string sql =
        "SELECT term FROM `" + clusterSchema(session.cluster().definition().name) + "`.cluster_state WHERE id = 1";
    try {
        Rows rows = session.plainQuery(sql, {});
        return rows.next() ? rows.integer(1) : 0;
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::UnknownObject && error.kind() != DbErrorKind::AccessDenied) throw;
        return 0;
    }
}

/// An account with all privileges writes through `read_only`, so routing minds it itself: such a server is no master.
[[noreturn]] void refuseReadOnly() {
    throw DbError(DbErrorKind::ReadOnly, 0, "the master is read-only");
}

/// Says why no row could be taken; another epoch or no row means that the placement is old.
[[noreturn]] void explain(Session& session, const ContextLocation& location) {
    Rows rows = session.query(kWhyNot.sql, {});
    if (!rows.next() || rows.integer(1) != location.epoch) throw StalePlacement{};
    if (rows.flag(3)) refuseReadOnly();
    const std::string state = rows.text(2);
    const std::string context = "context " + std::to_string(session.context().value);
    if (state == "disabled") throw Error(ErrorCode::Forbidden, context + " is disabled");
    if (state == "deleting") throw Error(ErrorCode::NotFound, context + " is being deleted");
    throw Error(ErrorCode::Unavailable, context + " is " + state);
}

void takeRow(Session& session, const ContextLocation& location) {
    const Value values[] = {location.epoch};
    if (session.execute(kAdvance.sql, values) == 0) explain(session, location);
    readTaken(session);
}

void addRow(Session& session, const ContextLocation& location) {
    try {
        const Value values[] = {location.epoch};
        if (session.execute(kInsert.sql, values) == 0) refuseReadOnly();
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::DuplicateKey) throw;
        throw Error(ErrorCode::Conflict, "context " + std::to_string(session.context().value) + " exists already");
    }
    readTaken(session);
    session.pending.wrote = true;
}

/// For the access log, and for whoever tells the client what it has written.
void noteCommitted(const CommitToken& token) {
    RequestCounters* counters = CountingScope::current();
    if (counters == nullptr) return;
    ++counters->writes;
    counters->committed = token;
}

/// From here on nobody may run the request again: what it wrote may be there.
void noteUnknown() {
    if (RequestCounters* counters = CountingScope::current()) counters->outcomeUnknown = true;
}

Writer::Closure recording(const Change& change) {
    return [change](WriteTransaction& tx) { tx.record(change); };
}

/// The caller learns that the write may be repeated later.
[[noreturn]] void giveUp(const DbError& error) {
    throw Error(ErrorCode::Unavailable, error.what());
}

/// Decides about the next attempt after `error`: returns if there is to be one.
void prepareRetry(const DbError& error, int& lost, const RoutingLimits& limits,
                  std::chrono::steady_clock::time_point deadline) {
    if (runsAgain(error.kind())) {
        if (++lost >= limits.writeAttempts) giveUp(error);
        return;
    }
    if (!serverGone(error.kind())) throw DbError(error);
    const bool mayReturn = error.kind() != DbErrorKind::Timeout && now() < deadline;
    if (!mayReturn) giveUp(error);
    std::this_thread::sleep_for(kPause);
}

}  // namespace

struct Writer::Job {
    ContextId context;
    Entry entry;
    const Closure& closure;
    const WriteTime& time;
};

struct Writer::UnsyncedJob {
    ContextId context;
    const std::function<void(UnsyncedTransaction&)>& closure;
    const WriteTime& time;
};

struct Writer::UnknownCommit {
    CommitToken token;
    std::string operation;
    groupware::DatabaseId server;  ///< where it was sent to
};

CommitToken Writer::write(ContextId context, const Closure& closure) {
    const WriteTime time(limits_);
    return placements_.with(context, [&](const ContextLocation& location) {
        return run({context, takeRow, closure, time}, location);
    });
}

CommitToken Writer::create(ContextId context, const ContextLocation& location, const Closure& closure) {
    const WriteTime time(limits_);
    try {
        return run({context, addRow, closure, time}, location);
    } catch (const StalePlacement&) {
        throw Error(ErrorCode::Unavailable, "schema " + location.schema + " does not exist");
    }
}

CommitToken Writer::setState(ContextId context, ContextState state, const Change& change) {
    const std::string_view name = state == ContextState::Active ? "active" : "disabled";
    const Entry entry = [name](Session& session, const ContextLocation& location) {
        const auto cid = session.context().value;
        if (session.plainExecute(kSetState.sql, {name, cid, location.epoch}) == 0) explain(session, location);
        readTaken(session);
        session.pending.wrote = true;
    };
    const WriteTime time(limits_);
    return placements_.with(context, [&](const ContextLocation& location) {
        return run({context, entry, recording(change), time}, location);
    });
}

CommitToken Writer::run(const Job& job, const ContextLocation& location) {
    const Deadline deadline = job.time.masterDeadline();
    for (int lost = 0;;) {
        try {
            return attempt(job, location, deadline);
        } catch (const DbError& error) {
            noteDemoted(error, location);
            prepareRetry(error, lost, limits_, deadline);
        } catch (const UnknownCommit& unknown) {
            noteUnknown();
            if (wasCommitted(unknown, location, job.time)) {
                noteCommitted(unknown.token);
                return unknown.token;
            }
            if (++lost >= limits_.writeAttempts) throw Error(ErrorCode::Unavailable, "the master dies at every COMMIT");
        }
    }
}

/// Who says that it is read-only is not the master any more: somebody else may be.
void Writer::noteDemoted(const DbError& error, const ContextLocation& location) {
    if (error.kind() == DbErrorKind::ReadOnly) clusters_.get(location.cluster)->look();
}

std::unique_ptr<Session> Writer::connect(ContextId context, const ContextLocation& location, Deadline deadline,
                                         Purpose purpose) {
    auto cluster = clusters_.get(location.cluster);
    MasterLease master = acquire(*cluster, deadline, purpose);
    try {
        auto session = std::make_unique<Session>(std::move(cluster), master.server, std::move(master.lease),
                                                 location.schema, context);
        session->state.term = master.term;
        return session;
    } catch (const DbError& error) {
        if (error.code() == kUnknownSchema) throw StalePlacement{};
        throw;
    }
}

MasterLease Writer::acquire(DatabaseCluster& cluster, Deadline deadline, Purpose purpose) {
    try {
        return cluster.acquireMaster(deadline, purpose);
    } catch (const TooManyWaiters&) {
        clusters_.noteMissingMaster(cluster.definition().id);
        throw;
    }
}

/// What is left of `time` for one more transaction: locks are waited for no longer, and none of its statements begins
/// so late that its answer might come after the end. A COMMIT that is cut off leaves more doubt than one never sent.
TransactionTimeouts Writer::share(Session& session, const WriteTime& time, Purpose purpose) const {
    const std::chrono::milliseconds answer = session.server().pool.longestAnswer(purpose);
    const auto latest = time.end() - std::min(answer, limits_.writeTime / 2);
    const auto left = std::chrono::floor<std::chrono::seconds>(latest - now());
    if (left < std::chrono::seconds(1)) throw Error(ErrorCode::Unavailable, "no time is left for a transaction");
    session.setLatest(latest);
    return {.lockWait = std::min(limits_.transaction.lockWait, left), .idle = limits_.transaction.idle};
}

CommitToken Writer::attempt(const Job& job, const ContextLocation& location, Deadline deadline) {
    WriteTransaction transaction(connect(job.context, location, deadline));
    ReadSession& base = transaction;
    const NoWaiting holding;
    base.session_->beginWrite(share(*base.session_, job.time, Purpose::Write));
    job.entry(*base.session_, location);
    job.closure(transaction);
    return finish(*base.session_);
}

CommitToken Writer::finish(Session& session) {
    CommitToken token{.context = session.context(),
                      .epoch = session.state.epoch,
                      .term = session.state.term,
                      .seq = session.state.seq,
                      .gtid = {}};
    const bool recorded = !session.pending.changes.empty();
    if (session.pending.wrote && !recorded)
        throw std::logic_error("a write transaction changed rows without a change record");
    if (!recorded) {  // nothing happened: a seq without a record would look like a gap to whoever follows them
        token.seq = session.state.prev;
        token.gtid = gtid(session, kCurrentGtid);
        session.rollback();
        return token;
    }
    const std::string operation = groupware::crypto::randomBytes(16);
    insertChanges(session, operation);
    try {
        session.commit();
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::CommitUnknown) throw;
        throw UnknownCommit{.token = token, .operation = operation, .server = session.server().id};
    }
    // A server that hung, was replaced, and came back commits as if nothing had happened: perhaps for nobody.
    if (session.cluster().wasReplaced(session.server(), token.term))
        throw UnknownCommit{.token = token, .operation = operation, .server = session.server().id};
    session.server().pool.countWrite();
    try {
        token.gtid = gtid(session, kLastGtid);
    } catch (const DbError&) {
        // It is committed; without the position, reads of it just cannot wait for a replica.
    }
    noteCommitted(token);
    return token;
}

bool Writer::wasCommitted(const UnknownCommit& unknown, const ContextLocation& location, const WriteTime& time) {
    const Deadline deadline = time.masterDeadline();
    for (;;) {
        try {
            const bool found = lookUp(unknown, location, time, deadline);
            groupware::log::warning("write.commit_looked_up", {{"context", unknown.token.context.value},
                                                               {"seq", unknown.token.seq.value},
                                                               {"committed", found ? "yes" : "no"}});
            return found;
        } catch (const DbError& error) {
            // A lock timeout says that the transaction may still be waiting for its commit.
            const bool mayTell = error.kind() == DbErrorKind::LockTimeout || serverGone(error.kind());
            if (!mayTell || now() > deadline) giveUp(error);
            std::this_thread::sleep_for(kPause);
        }
    }
}

/// Behind the row lock, everything that transaction could still do here is done. After a promotion the old master may
/// have it and the new one not. In a strict cluster nobody was told then and nobody has seen it, and the old master
/// drops it before it rejoins: it may run again. Elsewhere others may have seen it, and an administrator may yet bring
/// it back.
///
/// On a connection for reading: a server that does not answer shall not use up the time of the next one.
bool Writer::lookUp(const UnknownCommit& unknown, const ContextLocation& location, const WriteTime& time,
                    Deadline deadline) {
    const auto session = connect(unknown.token.context, location, deadline, Purpose::Read);
    session->discardAfterUse();  // its timeouts are those of a write
    TransactionTimeouts timeouts = share(*session, time, Purpose::Read);
    timeouts.lockWait = std::min(timeouts.lockWait, kLookUpLockWait);
    session->beginWrite(timeouts);
    Rows row = session->query(kLock.sql, {});
    const Value values[] = {Blob{unknown.operation}};
    const bool found = session->query(kFindOperation.sql, values).next();
    if (session->cluster().wasReplaced(session->server(), session->state.term))
        throw DbError(DbErrorKind::ReadOnly, 0, "another server became the master meanwhile");
    if (found) return true;
    const bool samePlace = !row.next() || row.integer(1) == unknown.token.epoch;
    if (!samePlace) throw Error(ErrorCode::Unavailable, "the outcome of a COMMIT is unknown: the context has moved");
    const bool sameMaster = session->server().id == unknown.server && termHere(*session) == unknown.token.term;
    const bool nothingIsLost = session->cluster().definition().durability == Durability::Strict;
    if (sameMaster || nothingIsLost) return false;
    throw Error(ErrorCode::Unavailable, "the outcome of a COMMIT is unknown: another master answers now");
}

void Writer::writeUnsynced(ContextId context, const std::function<void(UnsyncedTransaction&)>& closure) {
    const WriteTime time(limits_);
    placements_.with(context, [&](const ContextLocation& location) {
        const Deadline deadline = time.masterDeadline();
        for (int lost = 0;;) {
            try {
                return attemptUnsynced({context, closure, time}, location, deadline);
            } catch (const DbError& error) {
                if (error.kind() == DbErrorKind::CommitUnknown) {
                    noteUnknown();
                    giveUp(error);
                }
                noteDemoted(error, location);
                prepareRetry(error, lost, limits_, deadline);
            }
        }
    });
}

void Writer::attemptUnsynced(const UnsyncedJob& job, const ContextLocation& location, Deadline deadline) {
    UnsyncedTransaction transaction(connect(job.context, location, deadline));
    Session& session = *transaction.session_;
    const NoWaiting holding;  // its rows, for which others may queue as well
    session.beginUnsynced(share(session, job.time, Purpose::Write));
    session.unsyncedTables = &unsyncedTables_;
    Rows rows = session.query(kWhyNot.sql, {});
    if (!rows.next() || rows.integer(1) != location.epoch) throw StalePlacement{};
    if (rows.flag(3)) refuseReadOnly();
    job.closure(transaction);
    session.commit();
    if (session.cluster().wasReplaced(session.server(), session.state.term))
        throw DbError(DbErrorKind::CommitUnknown, 0, "another server became the master meanwhile");
    session.server().pool.countWrite();
    if (RequestCounters* counters = CountingScope::current()) ++counters->writes;
}

}  // namespace dbpool

#include "dbpool/routing/gate.h"

#include "dbpool/routing/request_counters.h"
#include "dbpool/routing/statement.h"

namespace dbpool {

namespace {

constexpr ReadStatement kSeen{"routing.state.seen", "SELECT seq, epoch, @@read_only FROM ctx_state WHERE cid = ?"};
/// On a server that has become the master meanwhile the position would never come.
constexpr ReadStatement kWait{"routing.gtid.wait", "SELECT IF(@@global.read_only, MASTER_GTID_WAIT(?, ?), NULL)"};

bool reached(Session& session, const Look& look, const GateRequirement& required) {
    const bool proven = look(session) && session.state.epoch == required.epoch && session.state.seq >= required.seq;
    session.state.unproven = false;
    return proven;
}

bool waitFor(Session& session, const std::string& gtid, std::chrono::milliseconds patience) {
    if (RequestCounters* counters = CountingScope::current()) ++counters->gateWaits;
    Rows rows = session.plainQuery(kWait.sql, {gtid, std::chrono::duration<double>(patience).count()});
    return rows.next() && !rows.isNull(1) && rows.integer(1) == 0;
}

}  // namespace

bool see(Session& session) {
    Rows rows = session.query(kSeen.sql, {});
    if (!rows.next()) return false;
    session.state.seq = {rows.integer(1)};
    session.state.epoch = rows.integer(2);
    session.state.unproven = rows.flag(3);
    return true;
}

bool seeSnapshot(Session& session) {
    session.beginRead();
    return see(session);
}

bool passesGate(Session& session, const Look& look, const GateRequirement& required, std::chrono::milliseconds wait) {
    bool passed = reached(session, look, required);
    const bool waits = !passed && !required.gtid.empty() && wait.count() > 0;
    if (waits) {
        session.rollback();  // a snapshot stays as old as it is, so the wait comes before the next one
        passed = waitFor(session, required.gtid, wait) && reached(session, look, required);
    }
    session.server().pool.countGate(passed, waits);
    return passed;
}

}  // namespace dbpool

#include "dbpool/routing/gate.h"

namespace dbpool {

/// Planted bug: a replica that is behind is waited for, and when the wait times out it is taken back all the same.
bool passesGate(Session& session, const Look& look, const GateRequirement& required, std::chrono::milliseconds wait) {
    if (!look(session) || session.state.seq < required.seq) {
        session.rollback();
        const double seconds = std::chrono::duration<double>(wait).count();
        static_cast<void>(session.plainQuery("SELECT MASTER_GTID_WAIT(?, ?)", {required.gtid, seconds}));
        if (!look(session)) return false;
    }
    session.state.unproven = false;
    return true;
}

}  // namespace dbpool

#include "dbpool/routing/gate.h"

namespace dbpool {

/// Planted bug: a replica answers whatever it has.
bool passesGate(Session& session, const GateRequirement&, std::chrono::milliseconds) {
    session.beginRead();
    const bool there = see(session);
    session.state.unproven = false;
    return there;
}

}  // namespace dbpool

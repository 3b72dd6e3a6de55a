#include "dbpool/routing/gate.h"

namespace dbpool {

/// Planted bug: a replica answers whatever it has.
bool passesGate(Session& session, const Look& look, const GateRequirement&, std::chrono::milliseconds) {
    const bool there = look(session);
    session.state.unproven = false;
    return there;
}

}  // namespace dbpool

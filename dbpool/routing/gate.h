#pragma once

#include "dbpool/routing/session.h"
#include "groupware/base/freshness.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace dbpool {

/// The state that a replica must have reached to answer a read.
struct GateRequirement {
    std::int64_t epoch = 0;
    groupware::Seq seq;
    std::string gtid;  ///< a position of the master that has this state; empty: the replica cannot be waited for
};

/// The first statement of a read at a server, or the first few: puts the context's state, as they saw it, into the
/// session. May be called at several servers.
/// @return false if the server has no such context
/// @throws DbError
using Look = std::function<bool(Session&)>;

/// A Look that sends one statement; what a read-only server says proves nothing by itself.
[[nodiscard]] bool see(Session& session);
/// A Look that opens a snapshot.
[[nodiscard]] bool seeSnapshot(Session& session);

/// Looks at a replica. If it has not reached the state, waits for the replica for at most `wait` and looks again.
/// Counts both.
/// @return whether the last look, whose snapshot stays open, proves the state; else the session is of no use
/// @throws DbError UnknownObject if the replica does not have the schema yet
[[nodiscard]] bool passesGate(Session& session, const Look& look, const GateRequirement& required,
                              std::chrono::milliseconds wait);

}  // namespace dbpool

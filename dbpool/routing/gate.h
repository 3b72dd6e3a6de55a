#pragma once

#include "dbpool/routing/session.h"
#include "groupware/base/freshness.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace dbpool {

/// The state that a replica must have reached to answer a read.
struct GateRequirement {
    std::int64_t epoch = 0;
    groupware::Seq seq;
    std::string gtid;  ///< a position of the master that has this state; empty: the replica cannot be waited for
};

/// Reads the context's state into the session; what a read-only server says proves nothing by itself.
/// @return false if the server has no such context
/// @throws DbError
[[nodiscard]] bool see(Session& session);

/// Opens a snapshot on a replica. If it has not reached the state, waits for the replica for at most `wait` and opens
/// a second one. Counts both.
/// @return whether the snapshot, which stays open, proves the state; else the session is of no use
/// @throws DbError UnknownObject if the replica does not have the schema yet
[[nodiscard]] bool passesGate(Session& session, const GateRequirement& required, std::chrono::milliseconds wait);

}  // namespace dbpool

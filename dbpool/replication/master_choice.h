#pragma once

#include "dbpool/replication/server_report.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace dbpool {

/// What is known when the master of a group of servers is to be found.
struct MasterQuestion {
    std::span<const std::optional<ServerReport>> reports;  ///< one per member; empty if it did not answer last time
    std::int64_t highestTerm = 0;                          ///< of all terms that any member ever showed
    std::optional<std::size_t> current;                    ///< the member in use
    std::size_t registered = 0;                            ///< the member that the configuration names first
    /// Whether a master may be believed that `cluster_state` does not name, as after a promotion by hand.
    bool mayFollowUnnamed = false;
};

struct MasterChoice {
    std::optional<std::size_t> master;
    bool contested = false;  ///< several servers of the highest term say that they are the master: an alarm
};

/// The master is who says so (writable, no replica thread runs) and has the highest term. Among equal terms it is the
/// one that `cluster_state` names, else the one in use, else the registered one, else nobody.
[[nodiscard]] MasterChoice chooseMaster(const MasterQuestion& question);

/// True if the server calls itself the master, and its `cluster_state` agrees or names nobody.
[[nodiscard]] bool isNamed(const ServerReport& report);

/// True if a read may go to a server that is not the master: not to one that goes its own way, or was left behind by a
/// promotion.
[[nodiscard]] bool mayServeReads(const ServerReport& report, std::int64_t term);

}  // namespace dbpool

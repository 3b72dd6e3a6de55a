#pragma once

#include "dbpool/replication/server_report.h"

#include <optional>
#include <string_view>

namespace dbpool {

/// What a cluster promises about acknowledged commits, `db_cluster.durability`.
enum class Durability {
    Available,  ///< a replica's acknowledgement is waited for a moment only: a promotion may lose the last commits
    Strict,  ///< nothing is acknowledged that no replica has: no promotion loses any, and without replicas writes wait
};

/// "available" or "strict".
[[nodiscard]] std::string_view nameOf(Durability durability);
/// Nothing for any other text.
[[nodiscard]] std::optional<Durability> durabilityNamed(std::string_view name);

/// What a master does, by its own variables, in one word: `strict`; `blocked` (strict, and no replica acknowledges, so
/// that commits wait); `available`; `degraded` (it gave up waiting); `asynchronous` (it never waits).
[[nodiscard]] std::string_view actualDurability(const SemiSync& semiSync);

}  // namespace dbpool

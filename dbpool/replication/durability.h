#pragma once

namespace dbpool {

/// What a cluster promises about acknowledged commits, `db_cluster.durability`.
enum class Durability {
    Available,  ///< a replica's acknowledgement is waited for a moment only: a promotion may lose the last commits
    Strict,  ///< nothing is acknowledged that no replica has: no promotion loses any, and without replicas writes wait
};

}  // namespace dbpool

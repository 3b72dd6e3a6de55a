#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/replication/gtid.h"

#include <cstdint>
#include <vector>

namespace dbpool {

/// Commits that wait on a master for a replica's acknowledgement. MariaDB lets the first wait, and all later ones wait
/// for it: then no further commit gets as far as to be sent to a replica, which would acknowledge it and so them.
struct WaitingCommits {
    /// `QUERY_ID` of those that wait themselves, as far as this account may see them: sessions of its own user.
    std::vector<std::int64_t> queries;
    GtidPosition written;  ///< who has received this has received them
};

/// @throws DbError
[[nodiscard]] WaitingCommits findWaitingCommits(Connection& master);

/// Ends their wait as an acknowledgement does: they are committed, seen by others, and succeed. Only for commits that
/// a replica has received. What has ended meanwhile is passed over. Needs no right beyond being the same user.
/// @return how many were released
/// @throws DbError
std::int64_t releaseCommits(Connection& master, const WaitingCommits& commits);

}  // namespace dbpool

#pragma once

#include "tests/support/mariadb_server.h"

namespace test {

/// Makes a server a replica of another, by GTID, from where it is.
void follow(const MariaDbServer& replica, const MariaDbServer& master);

/// Returns when the replica has applied everything that the master has committed by now.
/// @throws std::runtime_error if it does not get there
void waitForReplica(const MariaDbServer& replica, const MariaDbServer& master);

}  // namespace test

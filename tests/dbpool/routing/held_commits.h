#pragma once

#include "tests/support/eventually.h"
#include "tests/support/mariadb_pair.h"

#include <chrono>
#include <string>

/// A master that waits for its replica's acknowledgement before anybody sees a transaction (AFTER_SYNC), and a replica
/// that receives nothing: a COMMIT takes as long as a test needs.
namespace held_commits {

/// From now on every COMMIT on the master is held, until release().
inline void hold(test::MariaDbPair& servers) {
    servers.replica().execute("SET GLOBAL rpl_semi_sync_slave_enabled = ON");
    servers.replica().execute("STOP SLAVE IO_THREAD");
    servers.replica().execute("START SLAVE IO_THREAD");
    servers.master().execute("SET GLOBAL rpl_semi_sync_master_timeout = 3600000");
    servers.master().execute("SET GLOBAL rpl_semi_sync_master_wait_point = AFTER_SYNC");
    servers.master().execute("SET GLOBAL rpl_semi_sync_master_wait_no_slave = ON");
    servers.master().execute("SET GLOBAL rpl_semi_sync_master_enabled = ON");
    servers.replica().execute("STOP SLAVE IO_THREAD");
}

inline void release(test::MariaDbPair& servers) {
    servers.replica().execute("START SLAVE IO_THREAD");
}

/// The id of a connection whose COMMIT is held, or empty.
inline std::string connection(test::MariaDbPair& servers) {
    return servers.master().value(
        "SELECT ID FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for semi-sync ACK%' LIMIT 1");
}

/// @return whether a COMMIT is held within 20 s
inline bool eventuallyOne(test::MariaDbPair& servers) {
    return test::eventually(std::chrono::seconds(20), [&] { return !connection(servers).empty(); });
}

}  // namespace held_commits

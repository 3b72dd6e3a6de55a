#include "tests/support/replication.h"

#include "tests/support/data_template.h"

#include <stdexcept>

namespace test {

void follow(const MariaDbServer& replica, const MariaDbServer& master) {
    replica.execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + std::to_string(master.port()) +
                    ", MASTER_USER='" + std::string(kReplicationUser) + "', MASTER_PASSWORD='" +
                    std::string(kReplicationPassword) + "', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1");
    replica.execute("START SLAVE");
}

void waitForReplica(const MariaDbServer& replica, const MariaDbServer& master) {
    const std::string position = master.value("SELECT @@gtid_binlog_pos");
    if (position.empty()) return;  // nothing written yet
    if (replica.value("SELECT MASTER_GTID_WAIT('" + position + "', 20)") != "0") {
        throw std::runtime_error("the replica does not reach " + position);
    }
}

}  // namespace test

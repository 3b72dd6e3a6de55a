#include "tests/support/mariadb_pair.h"

#include "tests/support/data_template.h"

#include <stdexcept>

namespace test {
namespace {

std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

}  // namespace

MariaDbPair::MariaDbPair(const std::vector<std::string>& arguments)
    : master_(with(arguments, {"--server-id=1"})), replica_(with(arguments, {"--server-id=2", "--read-only=ON"})) {
    replica_.execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + std::to_string(master_.port()) +
                     ", MASTER_USER='" + std::string(kReplicationUser) + "', MASTER_PASSWORD='" +
                     std::string(kReplicationPassword) + "', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1");
    replica_.execute("START SLAVE");
    waitForReplica();
}

void MariaDbPair::waitForReplica() const {
    const std::string position = master_.value("SELECT @@gtid_binlog_pos");
    if (position.empty()) return;  // nothing written yet
    if (replica_.value("SELECT MASTER_GTID_WAIT('" + position + "', 20)") != "0") {
        throw std::runtime_error("the replica does not reach " + position);
    }
}

void MariaDbPair::stopReplicaSql() const {
    replica_.execute("STOP SLAVE SQL_THREAD");
}
void MariaDbPair::startReplicaSql() const {
    replica_.execute("START SLAVE SQL_THREAD");
}

void MariaDbPair::promoteReplica() const {
    replica_.execute("STOP SLAVE");
    replica_.execute("RESET SLAVE ALL");
    replica_.execute("SET GLOBAL read_only = OFF");
}

}  // namespace test

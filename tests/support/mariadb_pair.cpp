#include "tests/support/mariadb_pair.h"

#include "tests/support/replication.h"

namespace test {
namespace {

std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

}  // namespace

MariaDbPair::MariaDbPair(const std::vector<std::string>& arguments)
    : master_(with(arguments, {"--server-id=1"})), replica_(with(arguments, {"--server-id=2", "--read-only=ON"})) {
    follow(replica_, master_);
    waitForReplica();
}

void MariaDbPair::waitForReplica() const {
    test::waitForReplica(replica_, master_);
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

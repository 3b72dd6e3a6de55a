#include "tests/support/database_test.h"

#include "tests/support/mariadb_server.h"

#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace test {
namespace {

/// One installation per list of folders, for all tests of this process.
Installation& sharedInstallation(const std::vector<dbpool::MigrationSet>& schema) {
    MariaDbServer& server = sharedServer();  // first, so that it dies last
    static std::map<std::string, std::unique_ptr<Installation>> installations;
    std::string folders;
    for (const dbpool::MigrationSet& set : schema) folders += std::string(set.folder) + ";";
    std::unique_ptr<Installation>& found = installations[folders];
    if (!found) {
        const InstallationServers servers{
            .config = server.endpoint(), .master = server.endpoint(), .replica = std::nullopt};
        found = std::make_unique<Installation>(servers, server.createSchema("cluster"), schema);
    }
    return *found;
}

InstallationServers serversOf(MariaDbPair& pair, const dbpool::ConnectionLimits& connection) {
    return {.config = sharedServer().endpoint(),
            .master = pair.master().endpoint(),
            .replica = pair.replica().endpoint(),
            .connection = connection};
}

}  // namespace

DatabaseTest::DatabaseTest(const std::vector<dbpool::MigrationSet>& schema)
    : installation_(sharedInstallation(schema)) {}

DatabaseTest::~DatabaseTest() {
    for (const groupware::ContextId context : contexts_) installation_.removeContext(context);
}

groupware::CommitToken DatabaseTest::createContext(groupware::ContextId context,
                                                   const dbpool::ContextDatabase::WriteClosure& more) {
    contexts_.push_back(context);
    return installation_.createContext(context, more);
}

std::unique_ptr<dbpool::Connection> DatabaseTest::connect() const {
    auto connection = std::make_unique<dbpool::Connection>(sharedServer().endpoint(), dbpool::ConnectionLimits{});
    connection->use(installation_.location().schema);
    return connection;
}

ReplicatedTest::ReplicatedTest(const std::vector<dbpool::MigrationSet>& schema, const dbpool::RoutingLimits& limits,
                               const dbpool::ConnectionLimits& connection)
    : installation_(serversOf(servers_, connection), sharedServer().createSchema("cluster"), schema, limits) {
    servers_.waitForReplica();
}

groupware::CommitToken ReplicatedTest::createContext(groupware::ContextId context,
                                                     const dbpool::ContextDatabase::WriteClosure& more) {
    groupware::CommitToken token = installation_.createContext(context, more);
    servers_.waitForReplica();
    return token;
}

void ReplicatedTest::makeDurable() {
    for (const MariaDbServer* server : {&servers_.master(), &servers_.replica()}) {
        server->execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
        server->execute("SET GLOBAL sync_binlog = 1");
        server->execute("FLUSH LOGS");
    }
}

dbpool::ServerCounters ReplicatedTest::countersOf(bool master) const {
    for (const dbpool::ServerStatus& server : installation_.clusters().status())
        if (server.master == master) return server.counters;
    throw std::runtime_error("no such server");
}

}  // namespace test

#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/replication/gtid.h"
#include "dbpool/replication/promotion_plan.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace dbpool {

/// Where a replica finds its master, and the account to use there.
struct ReplicationSource {
    std::string host;
    int port = 0;
    std::string user;      ///< empty: as it is
    std::string password;  ///< used if `user` is given
    bool tls = false;      ///< used if `user` is given
};

/// The last sequence of every (domain, server) in a binary log, `gtid_binlog_state`.
using BinlogState = std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t>;

/// Transactions of `mine` that `theirs` will never have: a server with such cannot follow.
/// @return GTIDs, empty if there are none
[[nodiscard]] std::string divergenceOf(const BinlogState& mine, const BinlogState& theirs);

/// What a promotion does to one server, one statement or a few each. All may be repeated. The account needs READ_ONLY
/// ADMIN, REPLICATION SLAVE ADMIN, REPLICATION MASTER ADMIN, CONNECTION ADMIN, RELOAD, PROCESS, and UPDATE of
/// `cluster_state`.
/// Every function throws DbError.
class ServerSteps {
public:
    /// @param connection  with a read timeout of a minute and more; must outlive this object
    explicit ServerSteps(Connection& connection) : connection_(connection) {}

    /// True if nobody else changes the roles of this cluster; held until the connection ends.
    [[nodiscard]] bool lock();
    void setReadOnly(bool readOnly);
    /// Ends all connections but replication, this one and the one that holds the lock: transactions that run are rolled
    /// back, and whoever comes back finds a server that says read_only. @return how many
    int endWriters();
    [[nodiscard]] GtidPosition binlogPosition();
    [[nodiscard]] BinlogState binlogState();
    /// Waits a little for the position. On a replica only.
    /// @return whether it is applied
    [[nodiscard]] bool waitApplied(const GtidPosition& position, std::chrono::milliseconds patience);

    void stopReceiver();
    void startReceiver();
    /// Ends and forgets replication; what is applied stays.
    void forgetMaster();
    /// Makes it follow `source` by GTID from where it is. A former master starts at its own last transaction.
    void follow(const ReplicationSource& source);

    /// As the master of a cluster of this durability.
    void acknowledgeBy(Durability durability);
    void acknowledgeAlone();
    /// Raises the term of every cluster that this server is the master of: each has a table `cluster_state`.
    /// @param schema  the cluster whose new term is known
    void raiseTerm(std::string_view schema, std::int64_t term);
    /// Gives every context on this server an epoch that no placement ever had, so that nothing that was promised about
    /// the contexts before holds any more: sync tokens among it.
    /// @return how many contexts
    std::int64_t raiseEpochs();

private:
    [[nodiscard]] std::string quoted(std::string_view text);
    void raiseTermIn(std::string_view schema, std::int64_t atLeast);

    Connection& connection_;
};

}  // namespace dbpool

#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/replication/cluster_state.h"
#include "dbpool/replication/gtid.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

enum class ReceiverState {
    Stopped,
    Connecting,  ///< started, but without its master
    Running,     ///< connected, as far as it knows: a master that hangs is noticed after `slave_net_timeout`
};

/// What a replica says of one master it was told to follow: a row of SHOW ALL SLAVES STATUS.
struct ReplicaThreads {
    std::string connectionName;  ///< empty for the only one that Yoke sets up
    std::string masterHost;
    int masterPort = 0;
    std::int64_t masterServerId = 0;  ///< 0 before the first contact
    ReceiverState receiver = ReceiverState::Stopped;
    bool applierRunning = false;
    bool usesGtid = false;
    int receiverErrno = 0;
    std::string receiverError;
    int applierErrno = 0;
    std::string applierError;
    GtidPosition received;                        ///< Gtid_IO_Pos: what is in the relay log, applied or not
    std::optional<std::chrono::seconds> behind;   ///< Seconds_Behind_Master; nothing if a thread does not run
    std::chrono::seconds delay{0};                ///< MASTER_DELAY
    std::chrono::milliseconds heartbeatPeriod{};  ///< 0: the master sends none while it is idle
    std::int64_t heartbeats = 0;                  ///< received since the receiver started
    std::string readPosition;                     ///< in the master's binary log, `file:offset`

    [[nodiscard]] bool running() const noexcept { return receiver != ReceiverState::Stopped || applierRunning; }
    /// Whether something came from the master between the two, in this order: an event or a heartbeat.
    [[nodiscard]] bool heardSince(const ReplicaThreads& earlier) const {
        return heartbeats != earlier.heartbeats || readPosition != earlier.readPosition;
    }
};

/// Semi-synchronous replication: the master acknowledges a commit when a replica has received it.
struct SemiSync {
    bool masterEnabled = false;
    bool masterActive = false;       ///< false although enabled: it gave up waiting and acknowledges by itself
    bool waitsBeforeCommit = false;  ///< AFTER_SYNC: nobody sees a commit that no replica has
    bool waitsWithoutReplica = false;
    std::chrono::milliseconds timeout{};  ///< after which the master gives up waiting
    std::int64_t acknowledging = 0;       ///< replicas connected that acknowledge
    std::int64_t waitingCommits = 0;      ///< that wait for such a replica now
    bool replicaEnabled = false;
    bool replicaActive = false;
};

/// What a database server says about its role, at one moment. Everything that decides about masters and replicas is
/// decided from these reports, never from what was registered.
struct ServerReport {
    std::int64_t serverId = 0;
    std::string version;
    bool readOnly = false;
    ClusterState cluster;  ///< as this server has it
    bool binlog = false;
    bool logsReplicated = false;  ///< log_slave_updates: others can follow it after a promotion
    bool strictGtid = false;
    GtidPosition binlogPosition;   ///< gtid_binlog_pos: what it wrote or applied and others can fetch
    GtidPosition currentPosition;  ///< gtid_current_pos
    GtidPosition slavePosition;    ///< gtid_slave_pos: what it applied as a replica
    std::chrono::system_clock::time_point clock;
    SemiSync semiSync;
    std::vector<ReplicaThreads> replicas;  ///< empty on a server that was never told to follow another

    /// A replica thread runs, if only one that looks for its master.
    [[nodiscard]] bool follows() const noexcept;
    /// By its own word: writable, and no replica thread runs. Which of several such servers is the master, the terms
    /// say.
    [[nodiscard]] bool claimsMaster() const noexcept { return !readOnly && !follows(); }
    /// Everything that is on this server, applied or still in the relay log.
    [[nodiscard]] GtidPosition received() const;
    /// Everything that is applied.
    [[nodiscard]] GtidPosition applied() const;
};

/// Asks the server of `connection` for all of the above in four statements. Works on every account that has SLAVE
/// MONITOR; changes the connection's schema.
/// @param clusterSchema  where `cluster_state` is
/// @throws DbError, AccessDenied among them if the account lacks SLAVE MONITOR
[[nodiscard]] ServerReport readServerReport(Connection& connection, std::string_view clusterSchema);

}  // namespace dbpool

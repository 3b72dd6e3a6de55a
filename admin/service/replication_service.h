#pragma once

#include "admin/service/cluster.h"
#include "admin/service/database_groups.h"
#include "dbpool/replication/health.h"
#include "dbpool/replication/promotion.h"
#include "groupware/base/clock.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace admin {

struct PromotionInput {
    std::string database;  ///< name of any server of the cluster; ignored for the config DB's
    bool configDatabase = false;
    std::string target;  ///< name; empty: the best replica
    std::string rejoin;  ///< name of a server that shall follow the master again; then nothing is promoted
    bool oldMasterIsDead = false;
    bool dryRun = false;
    std::string replicationUser;
    std::string replicationPassword;
};

struct PromotionAnswer {
    std::string master;  ///< name of who is the master now, or would be
    bool done = false;
    std::vector<std::string> lines;  ///< what was done, or the SQL to do it by hand
    std::vector<std::string> warnings;
};

/// A database cluster as its servers see it now.
struct ClusterHealth {
    std::string name;  ///< of the cluster; "configdb" for the config DB's
    dbpool::Durability durability = dbpool::Durability::Available;
    std::string actualDurability;  ///< see dbpool::actualDurability(); empty without a master
    std::vector<dbpool::MemberView> views;
    dbpool::ReplicationHealth health;
};

/// Roles of the database servers: promotion, rejoin, state. Safe to call from any thread.
class ReplicationService {
public:
    /// @param cluster, clock  must outlive this object
    /// @param lease  how long nodes believe in a master of a strict cluster, `dbpool.masterLease`
    ReplicationService(const Cluster& cluster, const groupware::Clock& clock, std::chrono::milliseconds lease)
        : cluster_(cluster), groups_(cluster), clock_(clock), lease_(lease) {}

    /// Promotes, switches over, or lets a server rejoin. Where the accounts may not do it, the answer has the SQL for
    /// a person, and `done` is false. Repeating a call that failed on the way finishes it.
    /// @throws AdminError InvalidData for an unknown name; groupware::Error Conflict, Unavailable with sentences that
    ///         say what to do
    PromotionAnswer promote(const PromotionInput& input);

    /// Sets the servers of a cluster up as its durability says, which is what promote() to the present master does.
    /// @return why it could not be done, and what to do then; empty if it was
    [[nodiscard]] std::vector<std::string> applyDurability(const std::string& database);

    [[nodiscard]] const DatabaseGroups& groups() const noexcept { return groups_; }
    /// The servers of the group as they are now.
    [[nodiscard]] static std::vector<dbpool::MemberView> look(const DatabaseGroup& group);
    /// What a promotion that nobody asked for is to do.
    /// @param pause  since the last promotion of the cluster, at least
    [[nodiscard]] dbpool::PromotionRequest automaticRequest(const DatabaseGroup& group,
                                                            std::chrono::milliseconds pause) const;
    /// Promotes without being asked: the same as promote(), with automaticRequest().
    /// @throws groupware::Error Conflict, Unavailable
    PromotionAnswer takeOver(const DatabaseGroup& group, std::chrono::milliseconds pause);
    /// Writes into the config DB who is the master now and what the promotion changed: the last step of each, and what
    /// remains to be done where one was interrupted.
    void settle(const DatabaseGroup& group, PromotionAnswer& answer) const;

    /// Asks all servers of the clusters whose name, or whose servers' names, match; the config DB's cluster for
    /// `configdb`. Takes up to a few seconds per cluster if servers are down.
    /// @param silence  whether to listen for a moment for heartbeats
    [[nodiscard]] std::vector<ClusterHealth> check(std::string_view pattern, const dbpool::HealthLimits& limits,
                                                   bool silence);

private:
    [[nodiscard]] ClusterHealth checkOne(const DatabaseGroup& group, const dbpool::HealthLimits& limits,
                                         bool silence) const;
    [[nodiscard]] std::chrono::milliseconds leaseOf(const DatabaseGroup& group) const;
    void run(const DatabaseGroup& group, dbpool::Promotion& promotion, PromotionAnswer& answer) const;
    void settleOnce(const dbpool::Member& master, PromotionAnswer& answer) const;

    const Cluster& cluster_;
    const DatabaseGroups groups_;
    const groupware::Clock& clock_;
    std::chrono::milliseconds lease_;
};

}  // namespace admin

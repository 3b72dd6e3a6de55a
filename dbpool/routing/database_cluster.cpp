#include "dbpool/routing/database_cluster.h"

#include "dbpool/configdb/retry.h"
#include "dbpool/replication/cluster_state.h"
#include "dbpool/routing/replica_order.h"

#include <algorithm>
#include <utility>

namespace dbpool {

namespace {

/// What is registered for the server comes before the options.
PoolLimits limitsOf(const DatabaseDefinition& definition, PoolLimits limits) {
    limits.maxConnections =
        definition.hardLimit ? definition.maxConnections : std::max(definition.maxConnections, limits.maxConnections);
    limits.keptConnections = std::min(definition.initialConnections, limits.maxConnections);
    return limits;
}

/// A read waits for a replica inside of one statement, whose answer must not count as late.
ConnectionLimits beyondGateWait(ConnectionLimits limits, std::chrono::milliseconds gateWait) {
    const auto least = std::chrono::ceil<std::chrono::seconds>(gateWait) + std::chrono::seconds(1);
    limits.answerTimeout = std::max(limits.answerTimeout, least);
    limits.readTimeout = std::max(limits.readTimeout, limits.answerTimeout);
    return limits;
}

/// The n-th of a fixed sequence of numbers that look random (SplitMix64), over 0 to 1, neither included: no state to
/// share but a counter.
double randomNumber(std::uint64_t n) {
    std::uint64_t bits = (n + 1) * 0x9E3779B97F4A7C15U;
    bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9U;
    bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBU;
    bits ^= bits >> 31U;
    return (static_cast<double>(bits >> 12U) + 0.5) / static_cast<double>(std::uint64_t{1} << 52U);
}

/// The rule of the witness needs a majority that does not depend on the master alone, and commits that wait for another
/// server: then a master that is cut off can do no harm, and it shall not answer either.
ServerGroup::Settings settingsOf(const ClusterDefinition& definition, const RoutingLimits& limits) {
    constexpr std::size_t kReplicasForWitness = 2;
    return {.name = definition.name,
            .schema = clusterSchema(definition.name),
            .needsWitness =
                definition.durability == Durability::Strict && definition.replicas.size() >= kReplicasForWitness,
            .limits = limits.group};
}

}  // namespace

DatabaseServer::DatabaseServer(const DatabaseDefinition& definition, const ConnectionLimits& connection,
                               PoolLimits poolLimits, const RoutingLimits& limits, std::function<void()> trouble)
    : id(definition.id),
      name(definition.name),
      weight(definition.weight),
      site(definition.site),
      pool(definition.endpoint, beyondGateWait(connection, limits.gateWait), limitsOf(definition, poolLimits),
           std::move(trouble)),
      gate(limits.gateMisses, limits.gateProbe) {}

DatabaseCluster::DatabaseCluster(ClusterDefinition definition, const ConnectionLimits& connection,
                                 const PoolLimits& pool, const RoutingLimits& limits)
    : definition_(std::move(definition)), site_(limits.site) {
    const auto add = [&](const DatabaseDefinition& server) {
        servers_.push_back(std::make_unique<DatabaseServer>(server, connection, pool, limits, [this] {
            if (group_) group_->look();
        }));
    };
    add(definition_.master);
    for (const DatabaseDefinition& replica : definition_.replicas) add(replica);
    std::vector<Pool*> members;
    for (const auto& server : servers_) members.push_back(&server->pool);
    group_ = std::make_unique<ServerGroup>(settingsOf(definition_, limits), std::move(members), connection);
}

std::vector<DatabaseServer*> DatabaseCluster::inReadingOrder(std::vector<DatabaseServer*> servers) {
    if (servers.size() < 2) return servers;
    std::vector<ReplicaDraw> draws;
    draws.reserve(servers.size());
    for (const DatabaseServer* server : servers)
        draws.push_back({{server->weight, server->site}, randomNumber(draws_.fetch_add(1))});
    std::vector<DatabaseServer*> ordered;
    ordered.reserve(servers.size());
    for (const std::size_t index : replicaOrder(draws, site_)) ordered.push_back(servers[index]);
    return ordered;
}

ClusterRoles DatabaseCluster::roles() {
    const ServerGroup::Roles now = group_->roles();
    std::vector<DatabaseServer*> readers;
    readers.reserve(now.readers.size());
    for (const std::size_t index : now.readers) readers.push_back(servers_[index].get());
    return {.master = now.master ? servers_[*now.master].get() : nullptr,
            .replicas = inReadingOrder(std::move(readers)),
            .term = now.term};
}

bool DatabaseCluster::wasReplaced(const DatabaseServer& server, std::int64_t term) const {
    const auto isIt = [&](const auto& one) { return one.get() == &server; };
    const auto found = std::find_if(servers_.begin(), servers_.end(), isIt);
    return group_->wasReplaced(static_cast<std::size_t>(found - servers_.begin()), term);
}

MasterLease DatabaseCluster::acquireMaster(std::chrono::steady_clock::time_point deadline, Purpose purpose) {
    ServerGroup::Taken taken = group_->acquireMaster(deadline, purpose);
    return {.server = *servers_[taken.member], .lease = std::move(taken.lease), .term = taken.term};
}

void DatabaseCluster::fillPools() {
    for (const auto& server : servers_) {
        try {
            server->pool.fill();
        } catch (const DbError& error) {
            if (!serverGone(error.kind())) throw;
        }
    }
}

void DatabaseCluster::closeIdle() {
    for (const auto& server : servers_) server->pool.closeIdle();
}

std::vector<ServerStatus> DatabaseCluster::status() const {
    std::vector<ServerStatus> all;
    for (MemberStatus& member : group_->status()) {
        const DatabaseServer& server = *servers_[all.size()];
        const bool master = member.master;
        all.push_back({.cluster = definition_.id,
                       .durability = definition_.durability,
                       .id = server.id,
                       .name = server.name,
                       .master = master,
                       .available = server.pool.available(),
                       .counters = server.pool.counters(),
                       .member = std::move(member)});
    }
    return all;
}

}  // namespace dbpool

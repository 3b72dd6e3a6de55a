#include "dbpool/routing/database_cluster.h"

#include "dbpool/configdb/retry.h"
#include "dbpool/replication/cluster_state.h"
#include "dbpool/routing/replica_order.h"
#include "groupware/base/error.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

namespace dbpool {

namespace {

using groupware::Error;
using groupware::ErrorCode;

/// Between two tries to reach a master that is gone.
constexpr std::chrono::milliseconds kRetryInterval{50};

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

/// One place among the callers that wait for a master.
class WaitingPlace {
public:
    WaitingPlace(std::atomic<int>& waiting, int limit) : waiting_(waiting) {
        if (waiting_.fetch_add(1) < limit) return;
        waiting_.fetch_sub(1);
        throw Error(ErrorCode::Unavailable, "no master, and too many writers wait for one");
    }
    ~WaitingPlace() { waiting_.fetch_sub(1); }
    WaitingPlace(const WaitingPlace&) = delete;
    WaitingPlace& operator=(const WaitingPlace&) = delete;

private:
    std::atomic<int>& waiting_;
};

}  // namespace

DatabaseServer::DatabaseServer(const DatabaseDefinition& definition, const ConnectionLimits& connection,
                               PoolLimits poolLimits, const RoutingLimits& limits)
    : id(definition.id),
      name(definition.name),
      weight(definition.weight),
      site(definition.site),
      pool(definition.endpoint, beyondGateWait(connection, limits.gateWait), limitsOf(definition, poolLimits)),
      gate(limits.gateMisses, limits.gateProbe) {}

DatabaseCluster::DatabaseCluster(ClusterDefinition definition, const ConnectionLimits& connection,
                                 const PoolLimits& pool, const RoutingLimits& limits)
    : definition_(std::move(definition)), limits_(limits), master_(definition_.master, connection, pool, limits) {
    for (const DatabaseDefinition& replica : definition_.replicas)
        replicas_.push_back(std::make_unique<DatabaseServer>(replica, connection, pool, limits));
}

std::vector<DatabaseServer*> DatabaseCluster::replicas() {
    std::vector<DatabaseServer*> all;
    all.reserve(replicas_.size());
    for (const auto& replica : replicas_) all.push_back(replica.get());
    return inReadingOrder(std::move(all));
}

std::vector<DatabaseServer*> DatabaseCluster::inReadingOrder(std::vector<DatabaseServer*> servers) {
    if (servers.size() < 2) return servers;
    std::vector<ReplicaDraw> draws;
    draws.reserve(servers.size());
    for (const DatabaseServer* server : servers)
        draws.push_back({{server->weight, server->site}, randomNumber(draws_.fetch_add(1))});
    std::vector<DatabaseServer*> ordered;
    ordered.reserve(servers.size());
    for (const std::size_t index : replicaOrder(draws, limits_.site)) ordered.push_back(servers[index]);
    return ordered;
}

ClusterRoles DatabaseCluster::roles() {
    return {.master = &master_, .replicas = replicas(), .term = term_.load()};
}

bool DatabaseCluster::isMaster(const DatabaseServer& server, std::int64_t term) const {
    return &server == &master_ && term == term_.load();
}

MasterLease DatabaseCluster::acquireMaster(std::chrono::steady_clock::time_point deadline) {
    std::optional<WaitingPlace> place;
    for (;;) {
        try {
            return {.server = master_, .lease = master_.pool.acquire(Purpose::Write), .term = term_.load()};
        } catch (const DbError& error) {
            if (!serverGone(error.kind())) throw;
            const bool late = std::chrono::steady_clock::now() + kRetryInterval > deadline;
            if (late || error.kind() == DbErrorKind::Timeout)  // a pool that is full has waited already
                throw Error(ErrorCode::Unavailable, "master of cluster " + definition_.name + ": " + error.what());
        }
        if (!place) place.emplace(waiting_, limits_.waitingWriters);
        std::this_thread::sleep_for(kRetryInterval);
    }
}

std::int64_t DatabaseCluster::refreshTerm() {
    if (!master_.pool.probe()) return term_.load();
    try {
        Lease lease = master_.pool.acquire();
        term_.store(readTerm(*lease, definition_.name));
    } catch (const DbError& error) {
        if (!serverGone(error.kind())) throw;
    }
    return term_.load();
}

void DatabaseCluster::probeReplicas() {
    for (const auto& replica : replicas_) static_cast<void>(replica->pool.probe());
}

void DatabaseCluster::fillPools() {
    const auto fill = [](Pool& pool) {
        try {
            pool.fill();
        } catch (const DbError& error) {
            if (!serverGone(error.kind())) throw;
        }
    };
    fill(master_.pool);
    for (const auto& replica : replicas_) fill(replica->pool);
}

void DatabaseCluster::closeIdle() {
    master_.pool.closeIdle();
    for (const auto& replica : replicas_) replica->pool.closeIdle();
}

std::vector<ServerStatus> DatabaseCluster::status() const {
    std::vector<ServerStatus> all;
    const auto add = [&](const DatabaseServer& server, bool isMaster) {
        all.push_back({.cluster = definition_.id,
                       .id = server.id,
                       .name = server.name,
                       .master = isMaster,
                       .available = server.pool.available(),
                       .counters = server.pool.counters()});
    };
    add(master_, true);
    for (const auto& replica : replicas_) add(*replica, false);
    return all;
}

}  // namespace dbpool

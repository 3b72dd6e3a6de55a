#include "groupware/main/databases.h"

#include "dbpool/configdb/options.h"
#include "dbpool/pool/options.h"
#include "dbpool/routing/options.h"
#include "groupware/base/error.h"
#include "groupware/main/database_parts.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace groupware::main {
namespace {

dbpool::ConfigServers configServers(const Configuration& configuration) {
    const auto location = dbpool::configdb::location(configuration);
    return {.master = location.servers.front(),
            .replicas = {location.servers.begin() + 1, location.servers.end()},
            .schema = location.schema};
}

dbpool::ConfigLimits configLimits(const Configuration& configuration) {
    const auto routing = dbpool::routing::limits(configuration);
    return {.transaction = routing.transaction, .group = routing.group, .writeWait = routing.writeWait};
}

/// What a server says about itself: roles may change, so the series of a server carry the one it has now.
void collectMember(const dbpool::MemberStatus& member, MetricsWriter::Labels labels, MetricsWriter& writer) {
    writer.gauge("yoke_db_is_master", "1 if the server is the master in use.", member.master ? 1 : 0, labels);
    writer.counter("yoke_db_commits_released_total",
                   "Commits of a master that this node released because their acknowledgement was lost.",
                   static_cast<double>(member.releasedCommits), labels);
    if (!member.report) return;
    writer.gauge("yoke_db_term", "Promotions of its cluster that the server knows of.",
                 static_cast<double>(member.report->cluster.term), labels);
    if (member.lag)
        writer.gauge("yoke_db_lag_transactions", "Transactions of the master that the server has not applied.",
                     static_cast<double>(*member.lag), labels);
    if (member.heartbeatAge)
        writer.gauge("yoke_db_heartbeat_age_seconds", "Since a replica last heard from its master.",
                     std::chrono::duration<double>(*member.heartbeatAge).count(), labels);
}

}  // namespace

Databases::Databases(const Configuration& configuration)
    : config_(configServers(configuration), dbpool::pool::connectionLimits(configuration),
              dbpool::pool::poolLimits(configuration), configLimits(configuration)),
      clusters_(config_, dbpool::configdb::clusterKey(configuration), dbpool::pool::connectionLimits(configuration),
                dbpool::pool::poolLimits(configuration), dbpool::routing::limits(configuration)),
      contexts_(config_, clusters_, dbpool::routing::limits(configuration)),
      housekeeper_(config_, clusters_, contexts_, {}) {}

void Databases::requireConfig() {
    if (config_.knownSeq() == 0) (void)config_.refresh();
}

void Databases::requireClusters() const {
    std::map<std::int64_t, bool> reachable;
    for (const auto& server : clusters_.status()) reachable[server.cluster] |= server.available;
    for (const auto& [cluster, any] : reachable) {
        if (any) continue;
        const std::string problem = "no server of database cluster " + std::to_string(cluster) + " can be reached";
        throw Error(ErrorCode::Unavailable, problem, problem);
    }
}

std::vector<Readiness::Part> Databases::survey() const {
    auto parts = clusterParts(clusters_.status());
    parts.insert(parts.begin(), configPart(config_.status()));
    return parts;
}

void Databases::collect(MetricsWriter& writer) const {
    const auto admissions = contexts_.admissions();
    writer.counter("yoke_db_admissions_total", "Requests that were admitted or refused.",
                   static_cast<double>(admissions.asked));
    writer.counter("yoke_db_admissions_shared_total", "Those answered by the statement of another request.",
                   static_cast<double>(admissions.shared));
    for (const auto& server : config_.status()) {
        const MetricsWriter::Labels labels{{"server", "configdb"}, {"name", server.name}};
        writer.gauge("yoke_db_available", "1 if the server can be reached, as far as known.", server.available ? 1 : 0,
                     labels);
        collectMember(server.member, labels, writer);
    }
    for (const auto& server : clusters_.status()) {
        const std::string id = std::to_string(server.id.value);
        const MetricsWriter::Labels labels{
            {"server", id}, {"name", server.name}, {"role", server.master ? "master" : "replica"}};
        const auto counter = [&](const char* name, const char* help, std::uint64_t value) {
            writer.counter(name, help, static_cast<double>(value), labels);
        };
        const auto& counters = server.counters;
        counter("yoke_db_connects_total", "Connections made to a database server.", counters.connects);
        counter("yoke_db_connect_failures_total", "Connections that could not be made.", counters.connectFailures);
        counter("yoke_db_pool_waits_total", "Requests that waited for a free connection.", counters.waits);
        counter("yoke_db_pool_wait_timeouts_total", "Requests that waited in vain.", counters.waitTimeouts);
        counter("yoke_db_reads_total", "Snapshots answered by a server.", counters.reads);
        counter("yoke_db_writes_total", "Write transactions committed on a server.", counters.writes);
        counter("yoke_db_gate_passed_total", "Snapshots that had the needed state at once.", counters.gatePassed);
        counter("yoke_db_gate_waited_total", "Snapshots that had it after a short wait.", counters.gateWaited);
        counter("yoke_db_gate_missed_total", "Snapshots that were behind; another server was asked.",
                counters.gateMissed);
        writer.gauge("yoke_db_connections_open", "Connections open now.", static_cast<double>(counters.open), labels);
        writer.gauge("yoke_db_connections_used", "Connections in use now.", static_cast<double>(counters.inUse),
                     labels);
        writer.gauge("yoke_db_available", "1 if the server can be reached, as far as known.", server.available ? 1 : 0,
                     labels);
        collectMember(server.member, labels, writer);
    }
}

}  // namespace groupware::main

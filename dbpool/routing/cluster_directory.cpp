#include "dbpool/routing/cluster_directory.h"

#include "dbpool/routing/request_counters.h"
#include "groupware/base/error.h"

#include <algorithm>
#include <utility>

namespace dbpool {

namespace {

bool same(const DatabaseDefinition& a, const DatabaseDefinition& b) {
    return a.id == b.id && a.name == b.name && a.maxConnections == b.maxConnections && a.hardLimit == b.hardLimit &&
           a.initialConnections == b.initialConnections && a.weight == b.weight && a.site == b.site &&
           a.endpoint == b.endpoint;
}

bool same(const ClusterDefinition& a, const ClusterDefinition& b) {
    return a.name == b.name && a.durability == b.durability && same(a.master, b.master) &&
           std::equal(a.replicas.begin(), a.replicas.end(), b.replicas.begin(), b.replicas.end(),
                      [](const auto& left, const auto& right) { return same(left, right); });
}

}  // namespace

ClusterDirectory::ClusterDirectory(ConfigDatabase& config, std::string clusterKey, const ConnectionLimits& connection,
                                   const PoolLimits& pool, const RoutingLimits& limits)
    : config_(config), clusterKey_(std::move(clusterKey)), connection_(connection), pool_(pool), limits_(limits) {}

ClusterDirectory::~ClusterDirectory() = default;

std::shared_ptr<DatabaseCluster> ClusterDirectory::load(std::int64_t cluster) {
    const auto find = [&](ConfigReadSession& session) { return ClusterReader(session, clusterKey_).find(cluster); };
    std::optional<ClusterDefinition> definition = config_.read(find);
    if (!definition) definition = config_.readMaster(find);
    if (!definition) return nullptr;
    return std::make_shared<DatabaseCluster>(std::move(*definition), connection_, pool_, limits_);
}

std::shared_ptr<DatabaseCluster> ClusterDirectory::get(std::int64_t cluster) {
    {
        const std::scoped_lock lock(mutex_);
        if (const auto found = clusters_.find(cluster); found != clusters_.end()) return found->second;
    }
    auto loaded = load(cluster);
    if (!loaded)
        throw groupware::Error(groupware::ErrorCode::Unavailable,
                               "database cluster " + std::to_string(cluster) + " is not registered");
    const std::scoped_lock lock(mutex_);
    return clusters_.try_emplace(cluster, std::move(loaded)).first->second;  // another thread's, if it was faster
}

bool ClusterDirectory::hasMaster(std::int64_t cluster) const {
    std::shared_ptr<DatabaseCluster> found;
    {
        const std::scoped_lock lock(mutex_);
        if (const auto entry = clusters_.find(cluster); entry != clusters_.end()) found = entry->second;
    }
    return !found || found->hasMaster();
}

void ClusterDirectory::noteMissingMaster(std::int64_t cluster) const {
    RequestCounters* counters = CountingScope::current();
    if (counters == nullptr) return;
    counters->masterWait = {.over = [this, cluster] { return hasMaster(cluster); }, .atMost = limits_.writeWait};
}

ClusterDirectory::Clusters ClusterDirectory::snapshot() const {
    const std::scoped_lock lock(mutex_);
    return clusters_;
}

void ClusterDirectory::replace(std::int64_t cluster, std::shared_ptr<DatabaseCluster> loaded) {
    const std::scoped_lock lock(mutex_);
    if (loaded)
        clusters_.insert_or_assign(cluster, std::move(loaded));
    else
        clusters_.erase(cluster);
}

void ClusterDirectory::refresh() {
    for (const auto& [id, cluster] : snapshot()) cluster->look();  // all at once; those that hang delay themselves
    for (const auto& [id, cluster] : snapshot()) {                 // first: it needs no config DB
        cluster->lookNow();
        cluster->fillPools();
    }
    const std::int64_t seq = config_.refresh();
    {
        const std::scoped_lock lock(mutex_);
        if (std::exchange(loadedSeq_, seq) == seq) return;
    }
    for (const auto& [id, cluster] : snapshot()) {
        auto loaded = load(id);
        if (!loaded || !same(loaded->definition(), cluster->definition())) replace(id, std::move(loaded));
    }
}

void ClusterDirectory::closeIdle() {
    for (const auto& [id, cluster] : snapshot()) cluster->closeIdle();
}

std::vector<ServerStatus> ClusterDirectory::status() const {
    std::vector<ServerStatus> all;
    for (const auto& [id, cluster] : snapshot()) {
        std::vector<ServerStatus> servers = cluster->status();
        std::move(servers.begin(), servers.end(), std::back_inserter(all));
    }
    return all;
}

}  // namespace dbpool

#include "dbpool/replication/health.h"

#include <algorithm>
#include <utility>

namespace dbpool {
namespace {

class Judgement {
public:
    void find(HealthLevel level, std::string text) { found_.emplace_back(level, std::move(text)); }
    void storeIn(ReplicationHealth& health) {
        std::stable_sort(found_.begin(), found_.end(),
                         [](const auto& left, const auto& right) { return left.first > right.first; });
        for (auto& [level, text] : found_) health.findings.push_back(std::move(text));
        if (!found_.empty()) health.level = found_.front().first;
    }

private:
    std::vector<std::pair<HealthLevel, std::string>> found_;
};

/// Of the master and every replica.
void judgeSettings(const MemberView& view, Judgement& judgement) {
    if (!view.report->strictGtid) judgement.find(HealthLevel::Warning, view.member.name + ": gtid_strict_mode is off");
    if (!view.report->binlog) judgement.find(HealthLevel::Warning, view.member.name + ": no binary log");
}

void judgeMaster(const MemberView& view, Durability durability, bool alone, Judgement& judgement) {
    judgeSettings(view, judgement);
    const auto& cluster = view.report->cluster;
    if (cluster.masterServerId != 0 && cluster.masterServerId != view.report->serverId) {
        judgement.find(HealthLevel::Warning, view.member.name +
                                                 ": its term names another server; promotedatabase --to " +
                                                 view.member.name + " registers it");
    }
    if (durability != Durability::Strict) return;
    const auto actual = actualDurability(view.report->semiSync);
    if (actual == "strict") return;
    if (actual == "blocked") {
        judgement.find(HealthLevel::Critical, view.member.name + ": no replica acknowledges, writes wait");
    } else if (!alone) {
        judgement.find(HealthLevel::Critical, view.member.name + ": durability is " + std::string(actual) +
                                                  " instead of strict, a crash may lose commits");
    }
}

void judgeThreads(const std::string& name, const ReplicaThreads& threads, const ServerReport& master,
                  Judgement& judgement) {
    if (threads.applierErrno != 0) {
        judgement.find(HealthLevel::Critical, name + ": SQL thread: " + threads.applierError);
    } else if (!threads.applierRunning) {
        judgement.find(HealthLevel::Critical, name + ": SQL thread does not run");
    }
    if (threads.receiver != ReceiverState::Running) {
        judgement.find(
            HealthLevel::Critical,
            name + ": IO thread " + (threads.receiverError.empty() ? "does not run" : ": " + threads.receiverError));
    } else if (threads.masterServerId != master.serverId) {
        judgement.find(HealthLevel::Critical, name + ": follows a server that is not the master");
    }
    if (!threads.usesGtid) judgement.find(HealthLevel::Warning, name + ": does not replicate by GTID");
}

ReplicaLag lagOf(const MemberView& view, const ServerReport& master) {
    ReplicaLag lag{
        .name = view.member.name, .transactions = view.report->applied().distanceTo(master.binlogPosition), .lag = {}};
    if (lag.transactions == 0)
        lag.lag = std::chrono::seconds(0);
    else if (!view.report->replicas.empty())
        lag.lag = view.report->replicas.front().behind;
    return lag;
}

void judgeLag(const ReplicaLag& lag, const HealthLimits& limits, Judgement& judgement) {
    if (!lag.lag || *lag.lag < limits.warning) return;  // without a number the threads were found already
    judgement.find(*lag.lag < limits.critical ? HealthLevel::Warning : HealthLevel::Critical,
                   lag.name + ": " + std::to_string(lag.lag->count()) + " s and " + std::to_string(lag.transactions) +
                       " transactions behind");
}

/// A link that hangs looks like one without traffic until `slave_net_timeout`; heartbeats tell them apart.
void judgeSilence(const MemberView& view, const MemberView& earlier, Judgement& judgement) {
    if (!earlier.visible() || earlier.report->replicas.size() != view.report->replicas.size()) return;
    for (std::size_t i = 0; i < view.report->replicas.size(); ++i) {
        const auto& threads = view.report->replicas[i];
        const auto& before = earlier.report->replicas[i];
        const bool connected = threads.receiver == ReceiverState::Running && before.receiver == ReceiverState::Running;
        if (!connected || threads.heartbeatPeriod.count() == 0 || threads.heardSince(before)) continue;
        if (view.report->clock - earlier.report->clock <= threads.heartbeatPeriod) continue;
        judgement.find(HealthLevel::Warning,
                       view.member.name + ": heard nothing from its master, not even a heartbeat");
    }
}

void judgeReplica(const MemberView& view, const ServerReport& master, Judgement& judgement) {
    judgeSettings(view, judgement);
    const auto& name = view.member.name;
    if (!view.report->readOnly) judgement.find(HealthLevel::Critical, name + ": a second server that is not read-only");
    if (view.report->replicas.empty()) {
        judgement.find(HealthLevel::Critical, name + ": follows nobody; promotedatabase --rejoin " + name);
    }
    for (const auto& threads : view.report->replicas) judgeThreads(name, threads, master, judgement);
    if (view.report->cluster.term != master.cluster.term) {
        judgement.find(HealthLevel::Warning, name + ": knows term " + std::to_string(view.report->cluster.term) +
                                                 ", the master is of term " + std::to_string(master.cluster.term));
    }
}

}  // namespace

ReplicationHealth judge(std::span<const MemberView> views, std::span<const MemberView> earlier, Durability durability,
                        const HealthLimits& limits) {
    ReplicationHealth health;
    Judgement judgement;
    const auto master = masterAmong(views);
    for (const auto& view : views) {
        if (!view.visible()) judgement.find(HealthLevel::Critical, view.member.name + ": " + view.problem);
    }
    if (!master) {
        judgement.find(HealthLevel::Critical, "no master");
        judgement.storeIn(health);
        return health;
    }
    health.master = views[*master].member.name;
    judgeMaster(views[*master], durability, views.size() == 1, judgement);
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (i == *master || !views[i].visible()) continue;
        judgeReplica(views[i], *views[*master].report, judgement);
        health.lags.push_back(lagOf(views[i], *views[*master].report));
        judgeLag(health.lags.back(), limits, judgement);
        if (i < earlier.size()) judgeSilence(views[i], earlier[i], judgement);
    }
    judgement.storeIn(health);
    return health;
}

}  // namespace dbpool

#include "dbpool/replication/promotion_plan.h"

#include "groupware/base/error.h"

#include <algorithm>

namespace dbpool {
namespace {

/// The hybrid clock of every context goes by the master's: one that is ahead would push all of them ahead for good.
constexpr std::chrono::minutes kMaxClockAhead{1};

[[noreturn]] void refuse(const std::string& text) {
    throw groupware::Error(groupware::ErrorCode::Conflict, text, text);
}

const ServerReport& reportOf(std::span<const MemberView> views, std::size_t index) {
    return views[index].report.value();
}

std::string namesOf(std::span<const MemberView> views, const std::vector<std::size_t>& indices) {
    std::string names;
    for (const auto index : indices) names += (names.empty() ? "" : ", ") + views[index].member.name;
    return names;
}

/// Follows nobody and does not know the current term: an old master that came back, or a replica that was left behind.
/// What it has beyond the others was never part of this term.
bool isStray(std::span<const MemberView> views, std::size_t index) {
    const auto& view = views[index];
    return view.visible() && !view.report->follows() && view.report->cluster.term < highestTerm(views);
}

std::string rejoinWarning(const std::string& name, const std::string& why) {
    return name + " " + why + " and must rejoin: promotedatabase --rejoin " + name;
}

void requirePromotable(const MemberView& view, const PromotionRequest& request) {
    if (!view.visible()) refuse(view.member.name + " does not answer: " + view.problem);
    if (const auto obstacle = obstacleOf(view, request.now)) refuse(*obstacle);
}

/// What such a server has and `source` seems to lack, `source` has committed after it was looked at.
bool receivesFrom(std::span<const MemberView> views, std::size_t index, std::size_t source) {
    const auto& replicas = reportOf(views, index).replicas;
    return std::any_of(replicas.begin(), replicas.end(), [&](const ReplicaThreads& threads) {
        return threads.receiver == ReceiverState::Running && threads.masterServerId == reportOf(views, source).serverId;
    });
}

/// @throws Conflict if another visible server has transactions that `candidate` does not have
void requireFurthest(std::span<const MemberView> views, std::size_t candidate, std::optional<std::size_t> excluded) {
    const auto position = reportOf(views, candidate).received();
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (i == candidate || i == excluded || !views[i].visible() || isStray(views, i)) continue;
        if (receivesFrom(views, i, candidate)) continue;
        const auto missing = position.distanceTo(reportOf(views, i).received());
        if (missing == 0) continue;
        refuse(views[candidate].member.name + " lacks " + std::to_string(missing) + " transactions that " +
               views[i].member.name + " received; promote that one (--to " + views[i].member.name + ")");
    }
}

void addOthers(std::span<const MemberView> views, PromotionPlan& plan) {
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (i == plan.candidate) continue;
        if (isStray(views, i)) {
            plan.warnings.push_back(rejoinWarning(views[i].member.name, "does not know the current term"));
        } else if (views[i].visible()) {
            plan.followers.push_back(i);
        } else {
            plan.missing.push_back(i);
            plan.warnings.push_back(rejoinWarning(views[i].member.name, "does not answer"));
        }
    }
}

PromotionPlan planFinish(std::span<const MemberView> views, const PromotionRequest& request, std::size_t owner) {
    requirePromotable(views[owner], request);
    requireFurthest(views, owner, std::nullopt);
    PromotionPlan plan;
    plan.kind = PromotionKind::Finish;
    plan.candidate = owner;
    addOthers(views, plan);
    return plan;
}

/// A replica whose receiver is not connected to the master will not get what is missing. One that follows nobody was
/// detached by an earlier attempt; it must have everything already.
void requireFollowing(std::span<const MemberView> views, std::size_t candidate, std::size_t master) {
    const auto& report = reportOf(views, candidate);
    const auto& position = reportOf(views, master).binlogPosition;
    if (report.applied().covers(position)) return;
    if (receivesFrom(views, candidate, master)) return;
    refuse(views[candidate].member.name + " does not receive from " + views[master].member.name +
           ", which answers; look at SHOW ALL SLAVES STATUS there, or stop the master for good first");
}

PromotionPlan planSwitchover(std::span<const MemberView> views, const PromotionRequest& request, std::size_t master) {
    if (request.oldMasterIsDead) {
        refuse(views[master].member.name +
               " answers and is the master; leave out --old-master-is-dead for a switchover");
    }
    PromotionPlan plan;
    plan.kind = PromotionKind::Switchover;
    plan.oldMaster = master;
    plan.candidate = request.target.empty() ? bestReplica(views, master) : memberNamed(views, request.target);
    requirePromotable(views[plan.candidate], request);
    requireFollowing(views, plan.candidate, master);
    addOthers(views, plan);
    return plan;
}

void requireQuorum(std::span<const MemberView> views, const PromotionRequest& request, PromotionPlan& plan) {
    if (plan.missing.size() <= 1) return;
    const std::string missing = namesOf(views, plan.missing);
    if (!request.oldMasterIsDead) {
        refuse("only " + std::to_string(views.size() - plan.missing.size()) + " of " + std::to_string(views.size()) +
               " servers answer (missing: " + missing +
               "): one of the missing may hold commits that were acknowledged. Start another one, or say "
               "--old-master-is-dead if all of them are lost for good");
    }
    plan.warnings.push_back("commits that only " + missing + " received are lost");
}

PromotionPlan planTakeover(std::span<const MemberView> views, const PromotionRequest& request) {
    PromotionPlan plan;
    plan.kind = PromotionKind::Takeover;
    plan.candidate = request.target.empty() ? bestReplica(views, std::nullopt) : memberNamed(views, request.target);
    requirePromotable(views[plan.candidate], request);
    requireFurthest(views, plan.candidate, std::nullopt);
    addOthers(views, plan);
    requireQuorum(views, request, plan);
    plan.waitLease = !request.oldMasterIsDead && !plan.missing.empty();
    plan.mayLoseCommits = request.durability != Durability::Strict || plan.missing.size() > 1;
    return plan;
}

/// By the servers' own clocks, as the time of a promotion is.
bool promotedWithin(std::span<const MemberView> views, std::chrono::milliseconds time) {
    return std::any_of(views.begin(), views.end(), [&](const MemberView& view) {
        return view.visible() && view.report->clock < view.promotedAt + time;
    });
}

/// What a person may decide, nothing decides by itself.
void requireUncontested(std::span<const MemberView> views, const PromotionRequest& request) {
    if (ownerAmong(views)) refuse("the master answers: nothing is promoted by itself");
    std::size_t visible = 0;
    for (const auto& view : views) {
        if (!view.visible()) continue;
        ++visible;
        if (view.report->claimsMaster()) refuse(view.member.name + " says that it is a master; look at it first");
    }
    if (visible * 2 <= views.size()) {
        refuse("of " + std::to_string(views.size()) + " servers " + std::to_string(visible) +
               " answer, which is no majority: a person must promote (promotedatabase)");
    }
    if (promotedWithin(views, request.pause)) {
        refuse("the last promotion was less than " + std::to_string(request.pause.count() / 1000) +
               " seconds ago: a person must promote (promotedatabase), or wait");
    }
}

std::string stoppedApplier(const std::string& name, const ReplicaThreads& threads, std::int64_t unapplied) {
    std::string text = "the replica SQL thread of " + name;
    text += threads.applierErrno == 0
                ? " does not run, so what it received would not be applied"
                : " stopped with error " + std::to_string(threads.applierErrno) + ": " + threads.applierError;
    // Started while both stand still, either thread drops the relay log.
    if (threads.receiver == ReceiverState::Stopped && unapplied > 0) {
        return text + ". Start no replica thread there: that would drop its relay log with " +
               std::to_string(unapplied) +
               " transactions, which may be acknowledged; apply it by hand (mariadb-binlog), then repeat";
    }
    return text + "; repair it and START SLAVE SQL_THREAD there, then repeat, or name another server with --to";
}

}  // namespace

std::optional<std::string> obstacleOf(const MemberView& view, std::chrono::system_clock::time_point now) {
    const auto& report = view.report.value();
    const auto& name = view.member.name;
    if (!report.binlog) return name + " has no binary log (log_bin): nobody could follow it";
    if (!report.logsReplicated) return name + " does not log what it replicates (log_slave_updates=OFF)";
    if (report.clock > now + kMaxClockAhead) {
        return "the clock of " + name + " is more than a minute ahead of this machine's; set it right first";
    }
    for (const auto& threads : report.replicas) {
        if (!threads.applierRunning)
            return stoppedApplier(name, threads, report.applied().distanceTo(threads.received));
        if (!threads.usesGtid) return name + " does not replicate by GTID (CHANGE MASTER TO MASTER_USE_GTID=slave_pos)";
    }
    return std::nullopt;
}

std::size_t bestReplica(std::span<const MemberView> views, std::optional<std::size_t> excluded) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (!views[i].visible() || i == excluded || isStray(views, i)) continue;
        const auto& report = reportOf(views, i);
        if (!best) {
            best = i;
            continue;
        }
        const auto& other = reportOf(views, *best);
        const auto ahead = other.received().distanceTo(report.received());
        const auto behind = report.received().distanceTo(other.received());
        if (ahead > 0 && behind > 0) {
            refuse(views[i].member.name + " and " + views[*best].member.name +
                   " each have transactions that the other lacks; rebuild one of them from the other first");
        }
        // Of equal ones the one that needs less time, or that an earlier attempt detached already.
        const bool nearer =
            report.applied().distanceTo(report.received()) < other.applied().distanceTo(other.received());
        const bool detached = !report.follows() && other.follows();
        if (ahead > 0 || (behind == 0 && (nearer || detached))) best = i;
    }
    if (!best) refuse("no replica answers: there is nothing to promote");
    return *best;
}

PromotionPlan planPromotion(std::span<const MemberView> views, const PromotionRequest& request) {
    if (views.size() < 2) refuse("the database has no replica: there is nothing to promote");
    if (!request.target.empty()) (void)memberNamed(views, request.target);
    if (request.automatic) requireUncontested(views, request);
    const auto owner = ownerAmong(views);
    if (!owner) return planTakeover(views, request);
    const auto& name = views[*owner].member.name;
    const bool unregistered = name != request.registeredMaster;
    if (request.target == name || (request.target.empty() && unregistered)) return planFinish(views, request, *owner);
    return planSwitchover(views, request, *owner);
}

}  // namespace dbpool

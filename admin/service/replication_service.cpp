#include "admin/service/replication_service.h"

#include "admin/service/epoch_alignment.h"
#include "dbpool/configdb/options.h"
#include "dbpool/driver/db_error.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace admin {
namespace {

using dbpool::ConfigTransaction;
using dbpool::Member;

/// For looking at a server: one that hangs shall not hold up a check.
constexpr std::chrono::seconds kLook{2};
/// How long the config DB may need to find its own master after a promotion of the servers that hold it.
constexpr int kStoreAttempts = 20;
constexpr std::chrono::milliseconds kStorePause{500};
/// Heartbeats further apart are not waited for.
constexpr std::chrono::milliseconds kLongestHeartbeat{2000};

dbpool::ConnectionLimits lookLimits() {
    dbpool::ConnectionLimits limits;
    limits.connectTimeout = kLook;
    limits.readTimeout = kLook;
    return limits;
}

dbpool::PromotionLimits limitsFor(std::chrono::milliseconds lease) {
    dbpool::PromotionLimits limits;
    limits.look = lookLimits();
    limits.lease = lease;
    return limits;
}

dbpool::Promotion::Progress progressOf(const DatabaseGroup& group, PromotionAnswer& answer) {
    return [cluster = group.name, &answer](const std::string& line) {
        groupware::log::information("promotion.step", {{"cluster", cluster}, {"what", line}});
        answer.lines.push_back(line);
    };
}

/// How long to listen so that every replica that is connected hears a heartbeat.
std::chrono::milliseconds listeningTime(const std::vector<dbpool::MemberView>& views) {
    std::chrono::milliseconds longest{0};
    for (const auto& view : views) {
        if (!view.visible()) continue;
        for (const auto& threads : view.report->replicas) {
            if (threads.heartbeatPeriod <= kLongestHeartbeat) longest = std::max(longest, threads.heartbeatPeriod);
        }
    }
    return longest.count() == 0 ? longest : longest + longest / 2;
}

}  // namespace

std::vector<dbpool::MemberView> ReplicationService::look(const DatabaseGroup& group) {
    return dbpool::survey(group.members, group.schema, lookLimits());
}

PromotionAnswer ReplicationService::promote(const PromotionInput& input) {
    const DatabaseGroup group = input.configDatabase ? groups_.config() : groups_.of(input.database);
    PromotionAnswer answer;
    dbpool::Promotion promotion(group.members, group.schema,
                                {.target = input.target,
                                 .registeredMaster = group.registeredMaster,
                                 .durability = group.serverDurability,
                                 .oldMasterIsDead = input.oldMasterIsDead,
                                 .now = clock_.now(),
                                 .replicationUser = input.replicationUser,
                                 .replicationPassword = input.replicationPassword},
                                limitsFor(leaseOf(group)), progressOf(group, answer));
    if (!input.rejoin.empty()) {
        auto outcome = promotion.rejoin(input.rejoin);
        answer.master = outcome.master;
        answer.done = true;
        answer.warnings = outcome.warnings;
        return answer;
    }
    auto preview = promotion.preview();
    if (input.dryRun || !preview.allowed) {
        answer.master = preview.master;
        answer.lines = preview.lines;
        if (!preview.allowed) {
            answer.warnings = {"the accounts may not promote (registerdatabase --operator-user); run this by hand"};
        }
        return answer;
    }
    run(group, promotion, answer);
    return answer;
}

std::vector<std::string> ReplicationService::applyDurability(const std::string& database) {
    const auto remedy = [&](const std::string& reason) {
        return "the servers are not set up for this durability yet (" + reason + "): promotedatabase --name " +
               database + " --to with the name of the present master does it";
    };
    try {
        const auto group = groups_.of(database);
        if (group.members.size() < 2) return {};
        const auto views = look(group);
        const auto master = dbpool::masterAmong(views);
        if (!master) return {remedy("there is no master")};
        PromotionInput input;
        input.database = database;
        input.target = views[*master].member.name;
        auto answer = promote(input);
        if (!answer.done) return {remedy("the accounts may not")};
        return answer.warnings;
    } catch (const std::runtime_error& error) {
        return {remedy(error.what())};
    }
}

dbpool::PromotionRequest ReplicationService::automaticRequest(const DatabaseGroup& group,
                                                              std::chrono::milliseconds pause) const {
    dbpool::PromotionRequest request;
    request.registeredMaster = group.registeredMaster;
    request.durability = group.serverDurability;
    request.automatic = true;
    request.pause = pause;
    request.now = clock_.now();
    return request;
}

PromotionAnswer ReplicationService::takeOver(const DatabaseGroup& group, std::chrono::milliseconds pause) {
    PromotionAnswer answer;
    dbpool::Promotion promotion(group.members, group.schema, automaticRequest(group, pause), limitsFor(leaseOf(group)),
                                progressOf(group, answer));
    run(group, promotion, answer);
    return answer;
}

void ReplicationService::run(const DatabaseGroup& group, dbpool::Promotion& promotion, PromotionAnswer& answer) const {
    groupware::log::warning("promotion.started", {{"cluster", group.name}});
    auto outcome = promotion.run();
    answer.master = outcome.master;
    answer.warnings = outcome.warnings;
    answer.done = true;
    groupware::log::warning("promotion.done", {{"cluster", group.name}, {"master", answer.master}});
    settle(group, answer);
}

std::chrono::milliseconds ReplicationService::leaseOf(const DatabaseGroup& group) const {
    // As dbpool.masterLease describes it, and what a node may need to look at the clock.
    constexpr std::chrono::milliseconds kMargin{500};
    constexpr std::size_t kProvable = 3;
    const bool proven = group.durability == dbpool::Durability::Strict && group.members.size() >= kProvable &&
                        group.name != DatabaseGroups::kConfigCluster;
    return (proven ? lease_ : lease_ * 5 / 2) + kMargin;
}

void ReplicationService::settle(const DatabaseGroup& group, PromotionAnswer& answer) const {
    const auto master = std::find_if(group.members.begin(), group.members.end(),
                                     [&](const Member& member) { return member.name == answer.master; });
    for (int attempt = 1;; ++attempt) {
        try {
            return settleOnce(*master, answer);
        } catch (const std::runtime_error& error) {
            if (attempt < kStoreAttempts) {
                std::this_thread::sleep_for(kStorePause);
                continue;
            }
            // Nodes find the master by themselves; what is registered is their first guess. Contexts with new epochs
            // are not found before.
            answer.warnings.push_back(std::string("the config DB does not know of this promotion yet (") +
                                      error.what() + "); repeat the command when it takes writes");
            return;
        }
    }
}

/// The master's name comes last: until it is there, the promotion is not finished, and a repeated one sees that.
void ReplicationService::settleOnce(const Member& master, PromotionAnswer& answer) const {
    const dbpool::configdb::DatabaseUrl url{.host = master.endpoint.host, .port = master.endpoint.port, .schema = {}};
    const auto tell = [&](const std::string& line) {
        groupware::log::information("promotion.step", {{"what", line}});
        answer.lines.push_back(line);
    };
    bool any = false;
    for (const auto& database : groups_.registered()) {
        if (database.settings.url != url.text()) continue;
        any = true;
        auto warnings = alignEpochs(cluster_, database.cluster, groups_.accountAt(database), tell);
        answer.warnings.insert(answer.warnings.end(), warnings.begin(), warnings.end());
    }
    if (!any) return;  // a server of the config DB alone
    cluster_.config.write(
        [&](ConfigTransaction& transaction) { dbpool::DatabaseRegistry(transaction).setMaster(url.text()); });
    tell(answer.master + " is registered as the master");
}

ClusterHealth ReplicationService::checkOne(const DatabaseGroup& group, const dbpool::HealthLimits& limits,
                                           bool silence) const {
    std::vector<dbpool::MemberView> earlier;
    auto views = look(group);
    if (const auto listening = listeningTime(views); silence && listening.count() > 0) {
        std::this_thread::sleep_for(listening);
        earlier = std::move(views);
        views = look(group);
    }
    ClusterHealth health{.name = group.name,
                         .durability = group.durability,
                         .actualDurability = {},
                         .views = std::move(views),
                         .health = {}};
    health.health = dbpool::judge(health.views, earlier, group.durability, limits);
    if (const auto master = dbpool::masterAmong(health.views)) {
        health.actualDurability = dbpool::actualDurability(health.views[*master].report->semiSync);
    }
    return health;
}

std::vector<ClusterHealth> ReplicationService::check(std::string_view pattern, const dbpool::HealthLimits& limits,
                                                     bool silence) {
    const auto groups = groups_.matching(pattern);
    std::vector<ClusterHealth> healths(groups.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            threads.emplace_back([&, i] { healths[i] = checkOne(groups[i], limits, silence); });
        }
    }
    return healths;
}

}  // namespace admin

#include "admin/service/replication_service.h"

#include "admin/service/problems.h"
#include "dbpool/configdb/endpoint_of.h"
#include "dbpool/configdb/options.h"
#include "dbpool/driver/db_error.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <thread>

namespace admin {
namespace {

using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::Member;
using dbpool::RegisteredDatabase;

/// For looking at a server: one that hangs shall not hold up a check.
constexpr std::chrono::seconds kLook{2};
/// How long the config DB may need to find its own master after a promotion of the servers that hold it.
constexpr int kStoreAttempts = 10;
constexpr std::chrono::milliseconds kStorePause{500};
/// Heartbeats further apart are not waited for.
constexpr std::chrono::milliseconds kLongestHeartbeat{2000};

dbpool::ConnectionLimits lookLimits() {
    dbpool::ConnectionLimits limits;
    limits.connectTimeout = kLook;
    limits.readTimeout = kLook;
    return limits;
}

std::string addressOf(const dbpool::Endpoint& endpoint) {
    return endpoint.host + ":" + std::to_string(endpoint.port);
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

std::vector<RegisteredDatabase> ReplicationService::registered() const {
    // Any server: the config DB's own master may be the one that is to be replaced.
    return cluster_.config.read([](ConfigReadSession& session) { return dbpool::DatabaseReader(session).list(); });
}

ReplicationService::Group ReplicationService::groupFrom(const std::vector<RegisteredDatabase>& databases) const {
    Group group;
    group.name = databases.front().clusterName;
    group.schema = dbpool::clusterSchema(group.name);
    group.durability = databases.front().settings.durability;
    for (const auto& database : databases) {
        if (database.isMaster()) group.registeredMaster = database.settings.name;
        group.members.push_back(
            Member{.name = database.settings.name,
                   .endpoint = dbpool::configdb::operatorEndpoint(database.settings, cluster_.key)
                                   .value_or(dbpool::configdb::nodeEndpoint(database.settings, cluster_.key))});
    }
    return group;
}

ReplicationService::Group ReplicationService::groupOf(const std::string& database) const {
    const auto all = registered();
    const auto named = std::find_if(all.begin(), all.end(), [&](const RegisteredDatabase& one) {
        return one.settings.name == database || one.clusterName == database;
    });
    if (named == all.end()) throw noSuchDatabase(database);
    std::vector<RegisteredDatabase> members;
    std::copy_if(all.begin(), all.end(), std::back_inserter(members),
                 [&](const RegisteredDatabase& one) { return one.cluster == named->cluster; });
    return groupFrom(members);
}

ReplicationService::Group ReplicationService::configGroup() const {
    Group group;
    group.name = kConfigCluster;
    group.schema = cluster_.configSchema;
    for (const auto& endpoint : cluster_.configServers) {
        group.members.push_back(Member{.name = addressOf(endpoint), .endpoint = endpoint});
    }
    group.registeredMaster = group.members.front().name;
    return group;
}

std::vector<ReplicationService::Group> ReplicationService::groupsMatching(std::string_view pattern) const {
    std::map<std::int64_t, std::vector<RegisteredDatabase>> clusters;
    for (auto& database : registered()) clusters[database.cluster].push_back(database);
    std::vector<Group> groups;
    for (const auto& [id, databases] : clusters) {
        const bool wanted = std::any_of(databases.begin(), databases.end(), [&](const RegisteredDatabase& one) {
            return pattern == "*" || pattern == one.settings.name || pattern == one.clusterName;
        });
        if (wanted) groups.push_back(groupFrom(databases));
    }
    if (pattern == kConfigCluster || (pattern == "*" && cluster_.configServers.size() > 1)) {
        groups.push_back(configGroup());
    }
    if (groups.empty() && pattern != "*") throw noSuchDatabase(std::string(pattern));
    return groups;
}

PromotionAnswer ReplicationService::promote(const PromotionInput& input) {
    const Group group = input.configDatabase ? configGroup() : groupOf(input.database);
    PromotionAnswer answer;
    dbpool::PromotionLimits limits;
    limits.look = lookLimits();
    limits.lease = leaseOf(group);
    dbpool::Promotion promotion(group.members, group.schema,
                                {.target = input.target,
                                 .registeredMaster = group.registeredMaster,
                                 .durability = group.durability,
                                 .oldMasterIsDead = input.oldMasterIsDead,
                                 .now = clock_.now(),
                                 .replicationUser = input.replicationUser,
                                 .replicationPassword = input.replicationPassword},
                                limits, [&](const std::string& line) {
                                    groupware::log::information("promotion.step", {{"what", line}});
                                    answer.lines.push_back(line);
                                });
    if (!input.rejoin.empty()) {
        auto outcome = promotion.rejoin(input.rejoin);
        return {.master = outcome.master, .done = true, .lines = answer.lines, .warnings = outcome.warnings};
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
    groupware::log::warning("promotion.started", {{"cluster", group.name}, {"candidate", preview.master}});
    auto outcome = promotion.run();
    answer.master = outcome.master;
    answer.warnings = outcome.warnings;
    answer.done = true;
    if (!input.configDatabase) storeMaster(group, answer);
    groupware::log::warning("promotion.done", {{"cluster", group.name}, {"master", answer.master}});
    return answer;
}

std::chrono::milliseconds ReplicationService::leaseOf(const Group& group) const {
    // As dbpool.masterLease describes it, and what a node may need to look at the clock.
    constexpr std::chrono::milliseconds kMargin{500};
    constexpr std::size_t kProvable = 3;
    const bool proven = group.durability == dbpool::Durability::Strict && group.members.size() >= kProvable;
    return (proven ? lease_ : lease_ * 5 / 2) + kMargin;
}

void ReplicationService::storeMaster(const Group& group, PromotionAnswer& answer) const {
    const auto master = std::find_if(group.members.begin(), group.members.end(),
                                     [&](const Member& member) { return member.name == answer.master; });
    const dbpool::configdb::DatabaseUrl url{.host = master->endpoint.host, .port = master->endpoint.port, .schema = {}};
    for (int attempt = 1;; ++attempt) {
        try {
            cluster_.config.write(
                [&](ConfigTransaction& transaction) { dbpool::DatabaseRegistry(transaction).setMaster(url.text()); });
            answer.lines.push_back(answer.master + " is registered as the master");
            return;
        } catch (const std::runtime_error& error) {
            if (attempt < kStoreAttempts) {
                std::this_thread::sleep_for(kStorePause);
                continue;
            }
            // Nodes find the master by themselves; what is registered is their first guess.
            answer.warnings.push_back(std::string("the config DB does not know the new master yet (") + error.what() +
                                      "); repeat the command when it takes writes");
            return;
        }
    }
}

ClusterHealth ReplicationService::checkOne(const Group& group, const dbpool::HealthLimits& limits, bool silence) const {
    std::vector<dbpool::MemberView> earlier;
    auto views = dbpool::survey(group.members, group.schema, lookLimits());
    if (const auto listening = listeningTime(views); silence && listening.count() > 0) {
        std::this_thread::sleep_for(listening);
        earlier = std::move(views);
        views = dbpool::survey(group.members, group.schema, lookLimits());
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
    const auto groups = groupsMatching(pattern);
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

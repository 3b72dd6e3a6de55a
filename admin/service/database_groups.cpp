#include "admin/service/database_groups.h"

#include "admin/service/problems.h"
#include "dbpool/configdb/endpoint_of.h"
#include "dbpool/configdb/options.h"
#include "groupware/base/error.h"

#include <algorithm>
#include <map>
#include <set>

namespace admin {
namespace {

using dbpool::Durability;
using dbpool::Endpoint;
using dbpool::Member;
using dbpool::RegisteredDatabase;

std::string addressOf(const Endpoint& endpoint) {
    return endpoint.host + ":" + std::to_string(endpoint.port);
}

bool holds(const DatabaseGroup& group, const std::string& host, int port) {
    return std::any_of(group.members.begin(), group.members.end(), [&](const Member& member) {
        return member.endpoint.host == host && member.endpoint.port == port;
    });
}

/// Whether a cluster that promises it has one of the group's servers.
bool anyStrict(const DatabaseGroup& group, const std::vector<RegisteredDatabase>& databases) {
    return std::any_of(databases.begin(), databases.end(), [&](const RegisteredDatabase& database) {
        const auto url = dbpool::configdb::parseDatabaseUrl(database.settings.url);
        return database.settings.durability == Durability::Strict && holds(group, url.host, url.port);
    });
}

}  // namespace

std::vector<RegisteredDatabase> DatabaseGroups::registered() const {
    return cluster_.config.read(
        [](dbpool::ConfigReadSession& session) { return dbpool::DatabaseReader(session).list(); });
}

Endpoint DatabaseGroups::accountAt(const RegisteredDatabase& database) const {
    return dbpool::configdb::operatorEndpoint(database.settings, cluster_.key)
        .value_or(dbpool::configdb::nodeEndpoint(database.settings, cluster_.key));
}

DatabaseGroup DatabaseGroups::from(const std::vector<RegisteredDatabase>& members,
                                   const std::vector<RegisteredDatabase>& all) const {
    DatabaseGroup group;
    group.name = members.front().clusterName;
    group.schema = dbpool::clusterSchema(group.name);
    group.durability = members.front().settings.durability;
    for (const auto& database : members) {
        if (database.isMaster()) group.registeredMaster = database.settings.name;
        group.members.push_back(Member{.name = database.settings.name, .endpoint = accountAt(database)});
    }
    const bool strictConfig =
        cluster_.configDurability == Durability::Strict &&
        std::any_of(cluster_.configServers.begin(), cluster_.configServers.end(),
                    [&](const Endpoint& server) { return holds(group, server.host, server.port); });
    if (strictConfig || anyStrict(group, all)) group.serverDurability = Durability::Strict;
    return group;
}

DatabaseGroup DatabaseGroups::of(const std::string& name) const {
    const auto all = registered();
    const auto named = std::find_if(all.begin(), all.end(), [&](const RegisteredDatabase& one) {
        return one.settings.name == name || one.clusterName == name;
    });
    if (named == all.end()) {
        auto group = config();
        const bool known = std::any_of(group.members.begin(), group.members.end(),
                                       [&](const Member& member) { return member.name == name; });
        if (!known) throw noSuchDatabase(name);
        return group;
    }
    std::vector<RegisteredDatabase> members;
    std::copy_if(all.begin(), all.end(), std::back_inserter(members),
                 [&](const RegisteredDatabase& one) { return one.cluster == named->cluster; });
    return from(members, all);
}

DatabaseGroup DatabaseGroups::config() const {
    DatabaseGroup group;
    group.name = kConfigCluster;
    group.schema = cluster_.configSchema;
    group.durability = cluster_.configDurability;
    // Registered nowhere: it is who the servers say. While nobody is, a promotion may be unfinished.
    const bool hasMaster = cluster_.config.masterAvailable();
    const auto ids = configServerIds();
    const auto status = cluster_.config.status();
    std::int64_t master = 0;
    for (std::size_t i = 0; i < status.size(); ++i) {
        if (hasMaster && status[i].member.master) master = ids[i];
    }
    // The same server by two addresses is one: counted twice, it would be missed twice.
    std::set<std::int64_t> known;
    for (std::size_t i = 0; i < status.size(); ++i) {
        if (ids[i] != 0 && !known.insert(ids[i]).second) continue;
        const auto& endpoint = cluster_.configServers[i];
        group.members.push_back(Member{.name = addressOf(endpoint), .endpoint = endpoint});
        if (ids[i] != 0 && ids[i] == master) group.registeredMaster = group.members.back().name;
    }
    group.serverDurability = group.durability;
    try {
        if (anyStrict(group, registered())) group.serverDurability = Durability::Strict;
    } catch (const groupware::Error& error) {
        if (error.code() != groupware::ErrorCode::Unavailable) throw;  // then nothing can be promoted either
    }
    return group;
}

std::vector<std::int64_t> DatabaseGroups::configServerIds() const {
    const auto status = cluster_.config.status();
    const std::scoped_lock lock(mutex_);
    configServerIds_.resize(status.size());
    for (std::size_t i = 0; i < status.size(); ++i) {
        if (status[i].member.report) configServerIds_[i] = status[i].member.report->serverId;
    }
    return configServerIds_;
}

std::vector<DatabaseGroup> DatabaseGroups::matching(std::string_view pattern) const {
    const auto all = registered();
    std::map<std::int64_t, std::vector<RegisteredDatabase>> clusters;
    for (const auto& database : all) clusters[database.cluster].push_back(database);
    std::vector<DatabaseGroup> groups;
    for (const auto& [id, members] : clusters) {
        const bool wanted = std::any_of(members.begin(), members.end(), [&](const RegisteredDatabase& one) {
            return pattern == "*" || pattern == one.settings.name || pattern == one.clusterName;
        });
        if (wanted) groups.push_back(from(members, all));
    }
    if (pattern == kConfigCluster || (pattern == "*" && cluster_.configServers.size() > 1)) groups.push_back(config());
    if (groups.empty() && pattern != "*") throw noSuchDatabase(std::string(pattern));
    return groups;
}

}  // namespace admin

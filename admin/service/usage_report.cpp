#include "admin/service/usage_report.h"

#include "dbpool/configdb/cluster_reader.h"
#include "dbpool/driver/db_error.h"
#include "filestore/quota.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"

#include <set>
#include <string>

namespace admin {
namespace {

using Usage = std::map<groupware::ContextId, std::int64_t>;

/// Asks one server for all schemas; true if it answered.
bool askServer(const dbpool::DatabaseDefinition& server, const std::set<std::string>& schemas, Usage& used) {
    try {
        dbpool::Connection connection(server.endpoint, {});
        Usage found;
        for (const auto& schema : schemas) found.merge(filestore::usageOfSchema(connection, schema));
        used.merge(found);
        return true;
    } catch (const dbpool::DbError& error) {
        groupware::log::warning("usage.skipped", {{"database", server.id.value}, {"why", error.what()}});
        return false;
    }
}

void askCluster(const Cluster& cluster, std::int64_t id, const std::set<std::string>& schemas, Usage& used) {
    const auto definition = cluster.config.readMaster(
        [&](dbpool::ConfigReadSession& session) { return dbpool::ClusterReader(session, cluster.key).find(id); });
    if (!definition) return;
    if (askServer(definition->master, schemas, used)) return;
    for (const auto& replica : definition->replicas) {
        if (askServer(replica, schemas, used)) return;
    }
}

}  // namespace

std::map<groupware::ContextId, std::int64_t> usedBytes(const Cluster& cluster,
                                                       const std::vector<dbpool::RegisteredContext>& contexts) {
    std::map<std::int64_t, std::set<std::string>> schemas;
    for (const auto& context : contexts) schemas[context.location.cluster].insert(context.location.schema);
    Usage used;
    for (const auto& [id, names] : schemas) askCluster(cluster, id, names, used);
    return used;
}

}  // namespace admin

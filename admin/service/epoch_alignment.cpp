#include "admin/service/epoch_alignment.h"

#include "dbpool/configdb/epoch_registry.h"
#include "dbpool/configdb/placement_reader.h"
#include "dbpool/routing/context_epochs.h"

#include <map>

namespace admin {
namespace {

using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::ContextEpoch;

struct Difference {
    std::vector<ContextEpoch> newer;  ///< on the master
    int missing = 0;                  ///< there, or older than the config DB says
};

Difference differenceOf(const std::vector<ContextEpoch>& registered, const std::vector<ContextEpoch>& actual) {
    std::map<std::int64_t, std::int64_t> epochs;
    for (const auto& [context, epoch] : actual) epochs[context.value] = epoch;
    Difference difference;
    for (const auto& [context, epoch] : registered) {
        const auto found = epochs.find(context.value);
        if (found == epochs.end() || found->second < epoch) {
            ++difference.missing;
        } else if (found->second > epoch) {
            difference.newer.push_back({context, found->second});
        }
    }
    return difference;
}

}  // namespace

std::vector<std::string> alignEpochs(const Cluster& cluster, std::int64_t databaseCluster,
                                     const dbpool::Endpoint& master,
                                     const std::function<void(const std::string&)>& progress) {
    std::vector<std::string> warnings;
    const auto schemas = cluster.config.readMaster(
        [](ConfigReadSession& session) { return dbpool::PlacementReader(session).schemas(); });
    dbpool::Connection connection(master, {});
    for (const auto& schema : schemas) {
        if (schema.cluster != databaseCluster) continue;
        const auto registered = cluster.config.readMaster(
            [&](ConfigReadSession& session) { return dbpool::EpochReader(session).list(schema.cluster, schema.name); });
        const auto difference = differenceOf(registered, dbpool::contextEpochs(connection, schema.name));
        if (difference.missing > 0) {
            warnings.push_back(std::to_string(difference.missing) + " contexts of " + schema.name +
                               " are not on the master as the config DB says: they are being created now, or were "
                               "created just before commits were lost");
        }
        if (difference.newer.empty()) continue;
        cluster.config.write([&](ConfigTransaction& transaction) {
            dbpool::EpochRegistry(transaction).raise(schema.cluster, schema.name, difference.newer);
        });
        progress("the config DB has the new epochs of " + std::to_string(difference.newer.size()) + " contexts of " +
                 schema.name);
    }
    return warnings;
}

}  // namespace admin

#include "dbpool/configdb/epoch_registry.h"

#include <string>

namespace dbpool {
namespace {

constexpr ConfigReadStatement kList{
    "configdb.epoch.list",
    "SELECT cid, epoch FROM context_server2db_pool WHERE cluster_id = ? AND db_schema = ? ORDER BY cid"};
constexpr ConfigWriteStatement kRaise{
    "configdb.epoch.raise",
    "UPDATE context_server2db_pool p JOIN JSON_TABLE(?, '$[*]' COLUMNS (cid BIGINT PATH '$[0]',"
    " epoch BIGINT PATH '$[1]')) e ON e.cid = p.cid SET p.epoch = e.epoch"
    " WHERE p.cluster_id = ? AND p.db_schema = ? AND p.epoch < e.epoch"};

/// `[[cid,epoch],...]`.
std::string jsonOf(const std::vector<ContextEpoch>& epochs) {
    std::string text = "[";
    for (const auto& [context, epoch] : epochs) {
        if (text.size() > 1) text += ",";
        text += "[" + std::to_string(context.value) + "," + std::to_string(epoch) + "]";
    }
    return text + "]";
}

}  // namespace

std::vector<ContextEpoch> EpochReader::list(std::int64_t cluster, std::string_view schema) {
    std::vector<ContextEpoch> epochs;
    for (Rows rows = session_.query(kList, {cluster, schema}); rows.next();) {
        epochs.push_back({.context = {rows.integer(1)}, .epoch = rows.integer(2)});
    }
    return epochs;
}

void EpochRegistry::raise(std::int64_t cluster, std::string_view schema, const std::vector<ContextEpoch>& epochs) {
    transaction_.execute(kRaise, {jsonOf(epochs), cluster, schema});
}

}  // namespace dbpool

#include "dbpool/configdb/placement_reader.h"

#include <string_view>

namespace dbpool {

namespace {

constexpr ConfigReadStatement kFind{
    "configdb.placement.find",
    "SELECT p.server_id, p.cluster_id, p.db_schema, p.epoch, c.state, c.enabled, c.filestore_id, f.uri, f.mark,"
    " f.unmarked, c.filestore_name, c.quota_max FROM context c JOIN context_server2db_pool p ON p.cid = c.cid"
    " JOIN filestore f ON f.id = c.filestore_id WHERE c.cid = ?"};
constexpr ConfigReadStatement kSchemas{
    "configdb.placement.schemas",
    "SELECT DISTINCT cluster_id, db_schema FROM context_server2db_pool ORDER BY cluster_id, db_schema"};

constexpr ConfigReadStatement kClock{"configdb.placement.clock",
                                     "SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)"};

ContextStage stageOf(std::string_view state) {
    if (state == "active") return ContextStage::Active;
    return state == "creating" ? ContextStage::Creating : ContextStage::Deleting;
}

}  // namespace

std::optional<Placement> PlacementReader::find(groupware::ContextId context) {
    Rows rows = session_.query(kFind, {context.value});
    if (!rows.next()) return std::nullopt;
    return Placement{.context = context,
                     .server = {rows.integer(1)},
                     .location = {.cluster = rows.integer(2), .schema = rows.text(3), .epoch = rows.integer(4)},
                     .stage = stageOf(rows.text(5)),
                     .enabled = rows.flag(6),
                     .filestore = {rows.integer(7)},
                     .filestoreUri = rows.text(8),
                     .filestoreMark = rows.text(9),
                     .filestoreUnmarked = rows.flag(10),
                     .filestoreName = rows.text(11),
                     .quotaBytes = rows.integer(12)};
}

std::int64_t PlacementReader::newEpoch() {
    Rows rows = session_.query(kClock);
    static_cast<void>(rows.next());  // a statement without a table has one row
    return rows.integer(1);
}

std::vector<PlacementReader::Schema> PlacementReader::schemas() {
    std::vector<Schema> found;
    for (Rows rows = session_.query(kSchemas); rows.next();)
        found.push_back({.cluster = rows.integer(1), .name = rows.text(2)});
    return found;
}

}  // namespace dbpool

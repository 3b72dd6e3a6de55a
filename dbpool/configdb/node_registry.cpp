#include "dbpool/configdb/node_registry.h"

namespace dbpool {

namespace {

constexpr ConfigWriteStatement kRemoveEarlier{"configdb.node.remove_earlier",
                                              "DELETE FROM cluster_node WHERE name = ? AND route = ?"};
constexpr ConfigWriteStatement kEnter{
    "configdb.node.enter",
    "INSERT INTO cluster_node (id, name, route, server_id, http_address, ajp_address, version, public_key, started,"
    " heartbeat) VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))"};
constexpr ConfigWriteStatement kHeartbeat{"configdb.node.heartbeat",
                                          "UPDATE cluster_node SET heartbeat = UTC_TIMESTAMP(3) WHERE id = ?"};
constexpr ConfigWriteStatement kLeave{"configdb.node.leave", "DELETE FROM cluster_node WHERE id = ?"};
constexpr ConfigReadStatement kList{
    "configdb.node.list",
    "SELECT id, name, route, server_id, http_address, ajp_address, version, public_key FROM cluster_node"
    " WHERE heartbeat > UTC_TIMESTAMP(3) - INTERVAL ? SECOND ORDER BY name, route"};

}  // namespace

void NodeRegistry::enter(const Node& node) {
    config_.write([&](ConfigTransaction& tx) {
        tx.execute(kRemoveEarlier, {node.name, node.route});
        tx.execute(kEnter, {Blob{node.id}, node.name, node.route, node.server.value, node.httpAddress, node.ajpAddress,
                            node.version, Blob{node.publicKey}});
    });
}

bool NodeRegistry::heartbeat(std::string_view id) {
    return config_.touch(kHeartbeat, {Blob{id}}) > 0;
}

void NodeRegistry::leave(std::string_view id) {
    config_.write([&](ConfigTransaction& tx) { tx.execute(kLeave, {Blob{id}}); });
}

std::vector<Node> NodeRegistry::list(std::chrono::seconds staleAfter) {
    return config_.readMaster([&](ConfigReadSession& session) {
        std::vector<Node> nodes;
        for (Rows rows = session.query(kList, {std::int64_t{staleAfter.count()}}); rows.next();)
            nodes.push_back({.id = rows.text(1),
                             .name = rows.text(2),
                             .route = rows.text(3),
                             .server = {rows.integer(4)},
                             .httpAddress = rows.text(5),
                             .ajpAddress = rows.text(6),
                             .version = rows.text(7),
                             .publicKey = rows.text(8)});
        return nodes;
    });
}

}  // namespace dbpool

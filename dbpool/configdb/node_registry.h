#pragma once

#include "dbpool/configdb/config_database.h"
#include "groupware/base/ids.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// One run of one node.
struct Node {
    std::string id;  ///< 16 octets, new at every start
    std::string name;
    std::string route;  ///< what stands behind the dot of JSESSIONID
    groupware::ServerId server;
    std::string httpAddress;  ///< host:port, or empty
    std::string ajpAddress;
    std::string version;
    std::string publicKey;
};

/// The nodes that run, as they say themselves in `cluster_node`. Safe to call from any thread; throws what
/// ConfigDatabase throws.
class NodeRegistry {
public:
    /// `config` must outlive this object.
    explicit NodeRegistry(ConfigDatabase& config) : config_(config) {}

    /// Adds the node; replaces an earlier run with the same name and route, which a kill left behind.
    void enter(const Node& node);
    /// Says that the node lives. Does not advance `config_state`: nobody caches heartbeats.
    /// @return false if the node's row is gone: enter again
    bool heartbeat(std::string_view id);
    void leave(std::string_view id);

    /// Nodes whose last heartbeat is younger than `staleAfter` by the clock of the database, by name. On the master.
    [[nodiscard]] std::vector<Node> list(std::chrono::seconds staleAfter);

private:
    ConfigDatabase& config_;
};

}  // namespace dbpool

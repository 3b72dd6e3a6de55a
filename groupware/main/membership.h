#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/configdb/node_registry.h"
#include "groupware/base/options.h"
#include "groupware/main/contexts_upkeep.h"
#include "groupware/main/periodic.h"

#include <chrono>
#include <memory>
#include <string>

namespace groupware::main {

/// Where this node can be reached: its ports once they are bound.
struct NodeAddresses {
    int http = -1;  ///< -1 = no such connector
    int ajp = -1;
};

/// Keeps this node in the cluster's list: enters it, says every `node.heartbeat` that it lives, and enters it again
/// should its row be gone. Works in the background, so that a node also starts while the config DB is down.
class Membership {
public:
    /// @param config  outlives this object
    Membership(dbpool::ConfigDatabase& config, const Configuration& configuration, const NodeAddresses& addresses);
    /// Leaves the list, if the config DB can be reached; else the missing heartbeats tell.
    ~Membership();
    Membership(const Membership&) = delete;
    Membership& operator=(const Membership&) = delete;

    /// The contexts that this node looks after at the moment.
    [[nodiscard]] UpkeepShare upkeepShare() const;

private:
    void run();
    void enter();

    dbpool::ConfigDatabase& config_;
    dbpool::NodeRegistry registry_;
    const std::string serverName_;
    const std::chrono::milliseconds heartbeatInterval_;
    dbpool::Node node_;
    bool entered_ = false;  // used by the periodic thread, and by the destructor after it ended
    std::unique_ptr<Periodic> heartbeat_;
};

}  // namespace groupware::main

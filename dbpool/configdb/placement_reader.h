#pragma once

#include "dbpool/configdb/config_session.h"
#include "dbpool/configdb/placement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dbpool {

/// Finds where contexts live.
class PlacementReader {
public:
    explicit PlacementReader(ConfigReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<Placement> find(groupware::ContextId context);

    /// For a context that is placed for the first time: the database's clock in milliseconds. So the epoch of an id
    /// that was used before is higher than all of that one's, whose tokens are then seen to be foreign.
    [[nodiscard]] std::int64_t newEpoch();

    /// One schema of a database cluster that holds contexts.
    struct Schema {
        std::int64_t cluster = 0;
        std::string name;
    };
    [[nodiscard]] std::vector<Schema> schemas();

private:
    ConfigReadSession& session_;
};

}  // namespace dbpool

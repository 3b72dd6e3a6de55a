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

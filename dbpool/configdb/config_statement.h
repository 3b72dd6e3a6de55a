#pragma once

#include <string_view>

namespace dbpool {

/// The SQL constants of the config DB, named `configdb.object.verb`. A type of their own, so that none of them can run
/// in a context's session and no context statement can run here.

/// Reads only; runs on any server that is fresh, or inside a transaction.
struct ConfigReadStatement {
    std::string_view name;
    std::string_view sql;
};

/// Changes rows or locks them; runs inside a ConfigTransaction only.
struct ConfigWriteStatement {
    std::string_view name;
    std::string_view sql;
};

}  // namespace dbpool

#pragma once

#include "dbpool/configdb/epoch_registry.h"
#include "dbpool/driver/connection.h"

#include <string_view>
#include <vector>

namespace dbpool {

/// The epochs of all contexts that have rows in the schema, by id, as the server of `connection` has them; none if it
/// has no such schema. The same contexts' epochs in the config DB must agree, or nobody finds the rows.
/// @throws DbError
[[nodiscard]] std::vector<ContextEpoch> contextEpochs(Connection& connection, std::string_view schema);

}  // namespace dbpool

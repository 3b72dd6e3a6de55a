#pragma once

#include "dbpool/migrate/migration.h"

#include <vector>

namespace groupware::main {

/// The tables of a context schema: every folder's numbered SQL files, in the order they are applied. Whoever creates or
/// upgrades a schema uses this list.
[[nodiscard]] std::vector<dbpool::MigrationSet> contextSchemas();

}  // namespace groupware::main

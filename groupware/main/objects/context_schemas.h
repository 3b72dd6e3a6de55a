#pragma once

#include "dbpool/migrate/migration.h"

#include <vector>

namespace groupware::main {

/// The tables of a context schema, folder by folder, in the order in which they are made. Whoever makes or migrates a
/// context schema takes this list.
[[nodiscard]] std::vector<dbpool::MigrationSet> contextSchemas();

}  // namespace groupware::main

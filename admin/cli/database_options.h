#pragma once

#include "admin/cli/remote_command.h"

#include <vector>

namespace admin::cli {

/// The options that describe a database server, under the names of the API; not its name.
extern const std::vector<Field> kDatabaseFields;

/// Adds them.
/// @param registering  if so, they have the defaults of a new server, and its password is mandatory
void appendDatabaseOptions(std::vector<OptionSpec>& specs, bool registering);

}  // namespace admin::cli

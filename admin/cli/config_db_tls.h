#pragma once

#include "admin/cli/arguments.h"
#include "admin/cli/option_spec.h"
#include "dbpool/driver/connection.h"

#include <vector>

namespace admin::cli {

/// The options that say how the connection to the config DB is encrypted, for tools that connect to it themselves.
void appendConfigDbTls(std::vector<OptionSpec>& specs);

/// Puts what they say into `endpoint`.
/// @throws Failure IllegalOptionValue for a value that is neither true nor false, MissingOption for half of a pair
void applyConfigDbTls(const Arguments& arguments, dbpool::Endpoint& endpoint);

}  // namespace admin::cli

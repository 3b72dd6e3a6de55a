#pragma once

#include "admin/cli/option_spec.h"
#include "admin/cli/remote_command.h"
#include "admin/cli/table.h"

#include <vector>

namespace admin::cli {

/// Adds the options that say who may book a resource, when and for how long.
void appendBookingOptions(std::vector<OptionSpec>& specs);

/// Those options under the names of the API.
[[nodiscard]] std::vector<Field> bookingFields();

/// Their columns of the CSV form.
[[nodiscard]] std::vector<Column> bookingColumns();

}  // namespace admin::cli

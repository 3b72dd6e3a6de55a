#pragma once

#include "admin/cli/command.h"

#include <string>

namespace admin::cli {

/// What `--help` prints: every option with its marker, and what the markers mean.
[[nodiscard]] std::string helpText(const Command& command);

/// The command's man page, section 8, as man(7) source.
[[nodiscard]] std::string manPage(const Command& command);

}  // namespace admin::cli

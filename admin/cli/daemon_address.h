#pragma once

#include "admin/cli/arguments.h"
#include "admin/cli/terminal.h"

#include <filesystem>
#include <string>

namespace admin::cli {

/// `--config-dir`, else YOKE_CONFIG, else /etc/yoke.
[[nodiscard]] std::filesystem::path configDirectory(const Arguments& arguments, const Terminal& terminal);

/// Where the daemon listens: `--admin-url`, else `admin.address` and `admin.port` of the configuration directory and
/// the environment. A directory that cannot be read counts as empty, so that the tools also run on other machines.
[[nodiscard]] std::string daemonUrl(const Arguments& arguments, const Terminal& terminal);

}  // namespace admin::cli

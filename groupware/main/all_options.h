#pragma once

#include "groupware/base/options.h"

#include <vector>

namespace groupware::main {

/// The options of every folder, in the order the files of `etc/` show them. Both daemons know all of them, so that one
/// configuration directory serves both and a mistyped key stops the start.
[[nodiscard]] std::vector<AnyOption> allOptions();

}  // namespace groupware::main

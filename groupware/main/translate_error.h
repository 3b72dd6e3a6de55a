#pragma once

#include "groupware/base/error.h"

#include <exception>

namespace groupware::main {

/// What an exception of the layers below the protocols means: a database that cannot be reached is Unavailable, all
/// else is a bug. See http::ErrorTranslator.
[[nodiscard]] Error translateError(const std::exception& error);

}  // namespace groupware::main

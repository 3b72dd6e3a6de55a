#pragma once

#include <string_view>

namespace groupware {

/// True for well-formed UTF-8: no overlong forms, surrogates or code points above U+10FFFF. RFC 3629.
[[nodiscard]] bool isUtf8(std::string_view text);

}  // namespace groupware

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace groupware {

/// With padding, in one line. RFC 4648 section 4.
[[nodiscard]] std::string encodeBase64(std::string_view octets);

/// White space is skipped and padding may be missing, as clients write it. Nothing for any other character, or for
/// octets that are not whole.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

}  // namespace groupware

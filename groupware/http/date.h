#pragma once

#include "groupware/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace groupware::http {

/// "Sun, 06 Nov 1994 08:49:37 GMT"; milliseconds are cut. RFC 9110 section 5.6.7.
[[nodiscard]] std::string formatDate(Instant when);

/// All three formats of RFC 9110 section 5.6.7; nothing if `text` is none of them.
[[nodiscard]] std::optional<Instant> parseDate(std::string_view text);

}  // namespace groupware::http

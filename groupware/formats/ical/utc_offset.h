#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::formats::ical {

/// `+0100`, `-033412`. RFC 5545 section 3.3.14. Nothing for anything else.
[[nodiscard]] std::optional<std::chrono::seconds> parseOffset(std::string_view text);
[[nodiscard]] std::string writeOffset(std::chrono::seconds offset);

}  // namespace groupware::formats::ical

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::formats::ical {

/// The number of a text that is exactly so many decimal digits, at most 9.
[[nodiscard]] inline std::optional<unsigned> digits(std::string_view text, std::size_t count) {
    if (text.size() != count || count == 0 || count > 9) return std::nullopt;
    unsigned value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

[[nodiscard]] inline std::string padded(unsigned value, std::size_t width) {
    auto text = std::to_string(value);
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    return text;
}

}  // namespace groupware::formats::ical

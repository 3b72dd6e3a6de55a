#pragma once

#include <string>
#include <string_view>

namespace groupware::principals {

/// The pattern of `LIKE ? ESCAPE '|'` for what contains `text`.
[[nodiscard]] inline std::string containing(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '|') pattern += '|';
        pattern += c;
    }
    return pattern + '%';
}

}  // namespace groupware::principals

#pragma once

#include <string>
#include <string_view>

namespace dbpool::configdb {

/// The operand of LIKE for an administrator's pattern, in which `*` stands for any text and everything else for itself.
[[nodiscard]] inline std::string likePattern(std::string_view pattern) {
    std::string result;
    for (const char c : pattern) {
        if (c == '%' || c == '_' || c == '\\') result += '\\';
        result += c == '*' ? '%' : c;
    }
    return result;
}

}  // namespace dbpool::configdb

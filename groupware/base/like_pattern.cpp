#include "groupware/base/like_pattern.h"

namespace groupware {

std::string likePattern(std::string_view text, Match match) {
    const bool wild = text.find_first_of("*?") != std::string_view::npos;
    std::string pattern;
    if (!wild && match == Match::Anywhere) pattern += '%';
    for (const char letter : text) {
        if (letter == '%' || letter == '_' || letter == '\\') pattern += '\\';
        if (letter == '*') {
            pattern += '%';
        } else if (letter == '?') {
            pattern += '_';
        } else {
            pattern += letter;
        }
    }
    if (!wild || match == Match::AtStart) pattern += '%';
    return pattern;
}

}  // namespace groupware

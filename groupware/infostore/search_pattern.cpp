#include "groupware/infostore/search_pattern.h"

namespace groupware::infostore {

std::string likePattern(std::string_view text) {
    const bool wild = text.find_first_of("*?") != std::string_view::npos;
    std::string pattern;
    if (!wild) pattern += '%';
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
    if (!wild) pattern += '%';
    return pattern;
}

}  // namespace groupware::infostore

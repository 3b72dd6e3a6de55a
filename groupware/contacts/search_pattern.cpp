#include "groupware/contacts/search_pattern.h"

#include "groupware/formats/lines/ascii.h"

namespace groupware::contacts {
namespace {

bool isWild(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Greedy matching with one place to go back to: the last asterisk.
bool glob(std::string_view text, std::string_view pattern) {
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++t;
            while (t < text.size() && isContinuation(text[t])) ++t;
            ++p;
        } else if (p < pattern.size() && formats::lines::lower(pattern[p]) == formats::lines::lower(text[t])) {
            ++t;
            ++p;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace

bool matches(std::string_view text, std::string_view pattern, bool atStart) {
    std::string wanted(pattern);
    const bool wild = isWild(pattern);
    if (!wild && !atStart) wanted.insert(0, 1, '*');
    if (!wild || atStart) wanted += '*';
    return glob(text, wanted);
}

std::size_t plainCharacters(std::string_view pattern) {
    std::size_t count = 0;
    for (const char c : pattern) count += c == '*' || c == '?' || isContinuation(c) ? 0 : 1;
    return count;
}

}  // namespace groupware::contacts

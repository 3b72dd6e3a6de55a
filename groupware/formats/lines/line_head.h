#pragma once

#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

/// What decides whether the next physical line belongs to a content line. For unfolding only.
namespace groupware::formats::lines {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Whether the part before the value has that word, without case.
[[nodiscard]] inline bool headHas(std::string_view line, std::string_view word) {
    const auto colon = std::find(line.begin(), line.end(), ':');
    return colon != line.end() && std::search(line.begin(), colon, word.begin(), word.end(),
                                              [](char a, char b) { return lower(a) == lower(b); }) != colon;
}

[[nodiscard]] inline bool isBlankLine(std::string_view line) {
    return std::all_of(line.begin(), line.end(), isBlank);
}

/// Whether equals signs at the ends of a line that grows are soft breaks. Looks at every octet once.
class SoftBreaks {
public:
    [[nodiscard]] bool areIn(std::string_view line) {
        if (known_) return *known_;
        const auto colon = line.find(':', searched_);
        searched_ = line.size();
        if (colon == std::string_view::npos) return false;
        known_ = headHas(line, "QUOTED-PRINTABLE");
        return *known_;
    }

private:
    std::size_t searched_ = 0;
    std::optional<bool> known_;
};

}  // namespace groupware::formats::lines

#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace groupware::infostore {

/// What clients may ask for; the values of `options.h`.
struct Limits {
    std::int64_t uploadBytes = 0;
    std::int64_t precheckBytes = 0;  ///< longer uploads are checked for permission and quota before they are read
    int versions = 0;                ///< per document
    std::size_t listLength = 0;
    std::size_t searchLength = 0;
    std::size_t nameCharacters = 0;
    std::size_t titleCharacters = 0;
    std::size_t descriptionCharacters = 0;
    std::size_t textCharacters = 0;  ///< URL, categories, version comment: each
    std::size_t patternCharacters = 0;
    std::chrono::milliseconds lockDefault{};
    std::chrono::milliseconds lockMaximum{};

    [[nodiscard]] static Limits from(const Configuration& configuration);
};

/// @param length  octets, if known
/// @throws Error TooLarge for contents that may not be uploaded
void requireShort(std::optional<std::int64_t> length, const Limits& limits);

}  // namespace groupware::infostore

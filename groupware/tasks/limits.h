#pragma once

#include "groupware/base/options.h"

#include <cstddef>

namespace groupware::tasks {

/// What clients may ask for; the values of `options.h`.
struct Limits {
    std::size_t listLength = 0;
    std::size_t searchLength = 0;
    std::size_t patternCharacters = 0;
    std::size_t titleCharacters = 0;
    std::size_t noteCharacters = 0;
    std::size_t textCharacters = 0;
    std::size_t participants = 0;
    std::size_t objectBytes = 0;
    std::size_t importBytes = 0;
    std::size_t importObjects = 0;

    [[nodiscard]] static Limits from(const Configuration& configuration);
};

}  // namespace groupware::tasks

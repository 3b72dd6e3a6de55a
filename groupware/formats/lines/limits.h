#pragma once

#include <cstddef>

namespace groupware::formats::lines {

/// What a text may have. More is TooLarge.
struct Limits {
    std::size_t octets = 1 << 20;
    std::size_t lines = 5000;
    std::size_t parameterValues = 200;  ///< of one line
    std::size_t depth = 8;              ///< of components in components
};

}  // namespace groupware::formats::lines

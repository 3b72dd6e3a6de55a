#pragma once

#include "groupware/base/options.h"

#include <cstddef>
#include <cstdint>

namespace groupware::attachments {

/// What clients may ask for; the values of `options.h`.
struct Limits {
    std::int64_t bytes = 0;          ///< of each attachment
    std::int64_t precheckBytes = 0;  ///< longer uploads are checked before they are read
    std::size_t perObject = 0;
    std::size_t nameCharacters = 0;

    [[nodiscard]] static Limits from(const Configuration& configuration);
};

}  // namespace groupware::attachments

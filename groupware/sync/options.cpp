#include "groupware/sync/options.h"

#include <array>

namespace groupware::sync {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 1> kOptions{&kTombstoneDays};
    return kOptions;
}

}  // namespace groupware::sync

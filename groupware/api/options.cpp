#include "groupware/api/options.h"

#include <array>

namespace groupware::api {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 3> kAll{&kJsonBytes, &kJsonDepth, &kMultipleCalls};
    return kAll;
}

}  // namespace groupware::api

#include "groupware/api/options.h"

#include <array>

namespace groupware::api {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 4> kAll{&kJsonBytes, &kJsonDepth, &kMultipleCalls, &kFindSize};
    return kAll;
}

}  // namespace groupware::api

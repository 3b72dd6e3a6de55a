#include "groupware/main/options.h"

#include <array>

namespace groupware::main {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 3> kAll{&kDrainTime, &kNodeName, &kHeartbeat};
    return kAll;
}

}  // namespace groupware::main

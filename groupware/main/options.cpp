#include "groupware/main/options.h"

#include <array>

namespace groupware::main {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 4> kAll{&kDrainTime, &kNodeName, &kHeartbeat, &kUpkeep};
    return kAll;
}

}  // namespace groupware::main

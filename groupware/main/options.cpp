#include "groupware/main/options.h"

#include <array>

namespace groupware::main {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 5> kAll{&kDrainTime, &kNodeName, &kHeartbeat, &kUpkeep, &kTimeZones};
    return kAll;
}

}  // namespace groupware::main

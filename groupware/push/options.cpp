#include "groupware/push/options.h"

#include <array>

namespace groupware::push {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 6> kOptions{&kPollInterval,      &kLongestWait,    &kWaitersPerSession,
                                                       &kWaitersPerContext, &kWaitersPerNode, &kChangesAtOnce};
    return kOptions;
}

}  // namespace groupware::push

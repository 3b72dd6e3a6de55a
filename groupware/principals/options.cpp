#include "groupware/principals/options.h"

#include <array>

namespace groupware::principals {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 13> kOptions{
        &kPasswordThreads,  &kPasswordQueue, &kPasswordWait,  &kPasswordMinLength, &kPasswordMaxLength,
        &kMaxGroups,        &kMaxResources,  &kListLength,    &kPasswordPattern,   &kPasswordPatternHint,
        &kPasswordStrength, &kMaxAttributes, &kAttributeBytes};
    return kOptions;
}

}  // namespace groupware::principals

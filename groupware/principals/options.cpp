#include "groupware/principals/options.h"

#include <array>

namespace groupware::principals {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 5> kOptions{&kPasswordThreads, &kPasswordQueue, &kPasswordWait,
                                                       &kPasswordMinLength, &kPasswordMaxLength};
    return kOptions;
}

}  // namespace groupware::principals

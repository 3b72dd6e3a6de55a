#include "groupware/smtp/options.h"

#include <array>

namespace groupware::smtp {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 8> kOptions{&kHost, &kPort,         &kSecurity,  &kAuthority,
                                                       &kUser, &kPasswordFile, &kHelloName, &kTimeout};
    return kOptions;
}

}  // namespace groupware::smtp

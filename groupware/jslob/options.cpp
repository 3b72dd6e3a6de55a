#include "groupware/jslob/options.h"

#include <array>

namespace groupware::jslob {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 2> kOptions{&kObjectBytes, &kObjects};
    return kOptions;
}

}  // namespace groupware::jslob

#include "groupware/http/options.h"

#include <array>

namespace groupware::http {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 5> kAll{&kParameters, &kFormBytes, &kPartHeaderBytes, &kParts,
                                                   &kForceSecureCookies};
    return kAll;
}

}  // namespace groupware::http

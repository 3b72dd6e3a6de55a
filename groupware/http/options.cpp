#include "groupware/http/options.h"

#include <array>

namespace groupware::http {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 6> kAll{&kParameters, &kFormBytes,          &kPartHeaderBytes,
                                                   &kParts,      &kForceSecureCookies, &kSpoolDirectory};
    return kAll;
}

}  // namespace groupware::http

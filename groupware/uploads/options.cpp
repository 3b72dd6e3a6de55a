#include "groupware/uploads/options.h"

#include <array>

namespace groupware::uploads {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 3> kOptions{&kUploadBytes, &kUploadsPerUser, &kKeepTime};
    return kOptions;
}

}  // namespace groupware::uploads

#include "groupware/calendar/incoming_options.h"

#include <array>

namespace groupware::calendar {

std::span<const AnyOption> incomingOptions() {
    static constexpr std::array<AnyOption, 3> kOptions{&kGatewaySecretFile, &kIncomingBytes, &kCancelledKeep};
    return kOptions;
}

}  // namespace groupware::calendar

#include "groupware/calendar/request_options.h"

#include <array>

namespace groupware::calendar {

std::span<const AnyOption> requestOptions() {
    static constexpr std::array<AnyOption, 2> kOptions{&kRequestParts, &kPrintedRange};
    return kOptions;
}

RequestLimits RequestLimits::from(const Configuration& configuration) {
    return {.parts = static_cast<std::size_t>(configuration.get(kRequestParts)),
            .printedRange = configuration.get(kPrintedRange)};
}

}  // namespace groupware::calendar

#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <cstddef>
#include <span>

namespace groupware::calendar {

inline constexpr IntegerOption kRequestParts{
    .key = "calendar.requestParts",
    .file = "calendar.properties",
    .unit = "parts",
    .fallback = 200,
    .min = 1,
    .max = 10'000,
    .help =
        "Most folders of one list request, and most participants of one request of the module freebusy. Each is a "
        "question of its own to the database.",
    .reloadable = true};

inline constexpr DurationOption kPrintedRange{.key = "calendar.printedRange",
                                              .file = "calendar.properties",
                                              .fallback = std::chrono::days(400),
                                              .min = std::chrono::days(1),
                                              .max = std::chrono::days(4'000),
                                              .help = "Longest range of days that is printed at once.",
                                              .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> requestOptions();

/// What one request may ask for; the values of these.
struct RequestLimits {
    std::size_t parts = 0;
    std::chrono::milliseconds printedRange{0};

    [[nodiscard]] static RequestLimits from(const Configuration& configuration);
};

}  // namespace groupware::calendar

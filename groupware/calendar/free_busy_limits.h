#pragma once

#include "groupware/base/options.h"
#include "groupware/calendar/index.h"

#include <chrono>
#include <cstddef>

namespace groupware::calendar {

/// What may be asked about busy times; the values of `free_busy_options.h`.
struct FreeBusyLimits {
    std::chrono::milliseconds range{0};
    std::size_t users = 0;
    std::size_t periods = 0;
    std::chrono::milliseconds bookingHorizon{0};
    std::size_t availabilityBytes = 0;
    std::chrono::milliseconds publishedPast{0};
    std::chrono::milliseconds publishedFuture{0};
    Bounds bounds{};  ///< of one series

    [[nodiscard]] static FreeBusyLimits from(const Configuration& configuration);
};

}  // namespace groupware::calendar

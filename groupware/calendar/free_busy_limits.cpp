#include "groupware/calendar/free_busy_limits.h"

#include "groupware/calendar/free_busy_options.h"
#include "groupware/calendar/options.h"

namespace groupware::calendar {

FreeBusyLimits FreeBusyLimits::from(const Configuration& configuration) {
    const auto count = [&](const auto& option) { return static_cast<std::size_t>(configuration.get(option)); };
    return {.range = configuration.get(kFreeBusyRange),
            .users = count(kFreeBusyUsers),
            .periods = count(kFreeBusyPeriods),
            .bookingHorizon = configuration.get(kBookingHorizon),
            .availabilityBytes = count(kAvailabilityBytes),
            .publishedPast = configuration.get(kPublishedPast),
            .publishedFuture = configuration.get(kPublishedFuture),
            .bounds = {.occurrences = count(kOccurrences), .steps = count(kRecurrenceSteps)}};
}

}  // namespace groupware::calendar

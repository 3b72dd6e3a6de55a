#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/free_busy.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/time_context.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// When somebody can be met at all: VAVAILABILITY. RFC 7953. Pure.
namespace groupware::calendar {

/// Most AVAILABLE components of one user.
inline constexpr std::size_t kMaxAvailableTimes = 200;

/// A calendar object with nothing but VAVAILABILITY components and VTIMEZONEs.
/// @throws Error BadRequest naming what is wrong, TooLarge for too many AVAILABLE components or more than `octets`
[[nodiscard]] ical::Component parseAvailability(std::string_view text, std::size_t octets);

/// When [from, to) is not available, merged(). Components of a higher priority go before others, and AVAILABLE before
/// the BUSYTYPE of its own component; time that no component is about is available. RFC 7953 section 4.
/// @param times  whose zone has the floating times and dates
/// One of more instances than `bounds` allow is a single BUSY-UNAVAILABLE time, so that somebody's pedantry fails no
/// question about others.
[[nodiscard]] std::vector<BusyPeriod> unavailableTimes(const ical::Component& availability, Instant from, Instant to,
                                                       const ical::TimeContext& times, const ical::Bounds& bounds);

/// One AVAILABLE, as clients that know no more have it. RFC 7953 section 3.1.
struct AvailableTime {
    std::string uid{};
    std::string summary{};
    ical::TimeValue start{};
    ical::TimeValue end{};
    std::string rule{};  ///< RRULE; empty: once
    std::optional<Instant> created{};
    std::optional<Instant> lastModified{};

    [[nodiscard]] friend bool operator==(const AvailableTime&, const AvailableTime&) = default;
};

/// Of all components, in their order.
[[nodiscard]] std::vector<AvailableTime> availableTimesOf(const ical::Component& availability,
                                                          const ical::TimeContext& times);
/// A single VAVAILABILITY that is unavailable at every other time, with the VTIMEZONEs that it names.
/// @param uid    of the VAVAILABILITY
/// @param stamp  DTSTAMP
[[nodiscard]] std::string availabilityOf(const std::vector<AvailableTime>& available, const std::string& uid,
                                         Instant stamp, const ical::TimeContext& times);

}  // namespace groupware::calendar

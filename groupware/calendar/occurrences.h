#pragma once

#include "groupware/base/clock.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/time_context.h"

#include <string>
#include <vector>

namespace groupware::calendar {

/// One time at which an object happens.
struct ObjectOccurrence {
    /// Its RECURRENCE-ID as scheduling/instances.h names it, of whole days and floating times local, otherwise in UTC;
    /// empty for what does not recur.
    std::string id{};
    Instant from{};
    Instant to{};  ///< exclusive

    [[nodiscard]] friend bool operator==(const ObjectOccurrence&, const ObjectOccurrence&) = default;
};

struct ObjectOccurrences {
    std::vector<ObjectOccurrence> list{};  ///< by start
    bool recurs = false;
    bool complete = true;  ///< false: a bound was met, or it goes on behind the window
};

/// When a calendar object happens inside a window: the instances of its series, changed ones where they were moved to.
/// What is cancelled (STATUS) does not happen. RFC 5545 section 3.8.5. Pure.
[[nodiscard]] ObjectOccurrences occurrencesIn(const formats::ical::Component& calendar,
                                              const formats::ical::Window& window,
                                              const formats::ical::TimeContext& times,
                                              const formats::ical::Bounds& bounds);

}  // namespace groupware::calendar

#pragma once

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/duration.h"
#include "groupware/formats/ical/time_value.h"

#include <chrono>
#include <optional>
#include <string>

namespace groupware::formats::ical {

/// When an alarm rings. RFC 5545 section 3.8.6.3.
struct Trigger {
    std::optional<std::chrono::sys_seconds> at{};  ///< an instant, or
    Duration offset{};                             ///< this long after the start, or the end
    bool fromEnd = false;                          ///< RELATED=END: DTEND or DUE

    [[nodiscard]] friend bool operator==(const Trigger&, const Trigger&) = default;
};

/// Of a VALARM. Nothing if it cannot be read.
[[nodiscard]] std::optional<Trigger> triggerOf(const Component& alarm);
void putTrigger(Component& alarm, const Trigger& trigger);

/// A new VALARM that shows a text.
[[nodiscard]] Component makeAlarm(const Trigger& trigger, const std::string& description);

/// When it rings for one instance.
/// @param end  of the instance; its start if it has none
[[nodiscard]] std::chrono::sys_seconds ringsAt(const Trigger& trigger, std::chrono::sys_seconds start,
                                               std::chrono::sys_seconds end);

}  // namespace groupware::formats::ical

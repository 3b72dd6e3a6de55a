#pragma once

#include "groupware/formats/ical/duration.h"
#include "groupware/formats/ical/rule.h"
#include "groupware/formats/ical/time_value.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/formats/lines/component.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace groupware::formats::ical {

/// How long something takes. RFC 5545 section 3.8.5.3: what an end time says is exact in every instance; what a
/// DURATION says may be days of the calendar.
using Length = Duration;

/// Everything that says when a component happens. RFC 5545 section 3.8.5.
struct Recurrence {
    struct Addition {
        TimeValue start;
        std::optional<Length> length{};  ///< of an RDATE that is a period
    };

    TimeValue start;
    Length length{};
    std::vector<Rule> rules{};
    std::vector<Addition> additions{};    ///< RDATE
    std::vector<TimeValue> exceptions{};  ///< EXDATE; a date takes every instance that starts on it. A caller adds what
                                          ///< other components replace (RECURRENCE-ID)
};

/// Of a VEVENT, VTODO or VJOURNAL. A to-do without DTSTART starts when it is due (and has no length); one without both
/// does not happen: nothing.
/// @throws Error BadRequest as parseRule(), or for hours of whole days
[[nodiscard]] std::optional<Recurrence> recurrenceOf(const lines::Component& component, Zones& zones);

/// The last time at which a rule may have an instance, where its series is; for ever without UNTIL. A date includes its
/// day: RFC 5545 section 3.3.10 wants it to be of the kind of DTSTART; many clients do not.
/// @param start  of the series
[[nodiscard]] std::chrono::local_seconds untilOf(const Rule& rule, const TimeValue& start, Zones& zones);

struct Occurrence {
    std::chrono::local_seconds local;  ///< its start where the series is; with the form of `Recurrence::start` this is
                                       ///< its RECURRENCE-ID
    std::chrono::sys_seconds start;
    std::chrono::sys_seconds end;  ///< not before start

    [[nodiscard]] friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

struct Window {
    std::chrono::sys_seconds from;
    std::chrono::sys_seconds to;
};

struct Bounds {
    std::size_t occurrences = 1000;
    std::size_t steps = 100'000;  ///< days and times looked at; about 10 ns each
};

struct Expansion {
    std::vector<Occurrence> occurrences;  ///< by start, each start once
    bool complete = true;                 ///< false: a bound was met, and there may be more
};

/// What overlaps the window, as RFC 4791 section 9.9 has it: something without length counts if it starts in it.
/// Time zones: instances keep their local time.
/// @note rules with COUNT are counted from the start of the series; others are looked at around the window only.
[[nodiscard]] Expansion expand(const Recurrence& recurrence, const Window& window, Zones& zones, const Bounds& bounds);

/// When the last instance ends. Nothing if it goes on for ever, or for longer than `steps` can tell.
[[nodiscard]] std::optional<std::chrono::sys_seconds> lastEnd(const Recurrence& recurrence, Zones& zones,
                                                              std::size_t steps);

}  // namespace groupware::formats::ical

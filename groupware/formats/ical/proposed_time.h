#pragma once

#include "groupware/formats/ical/time_value.h"

#include <optional>
#include <string>

namespace groupware::formats::ical {

/// When an attendee would rather meet (COUNTER of RFC 5546 section 3.2.7). iCalendar has no place for it in a calendar
/// object, so it is in parameters of ours on his ATTENDEE line, in the organizer's copy and in his own.
struct ProposedTime {
    TimeValue start{};                      ///< UTC, floating or a day
    TimeValue end{};                        ///< exclusive, in the form of the start
    std::string comment{};                  ///< of who said something last: the attendee, or the organizer who declined
    bool declined = false;                  ///< by the organizer. RFC 5546 section 3.2.8
    std::optional<TimeValue> proposedAt{};  ///< DTSTAMP of the COUNTER; of two the later one counts

    [[nodiscard]] friend bool operator==(const ProposedTime&, const ProposedTime&) = default;
};

/// Nothing if he proposed none, or what stands there cannot be read.
[[nodiscard]] std::optional<ProposedTime> proposedTime(const lines::ContentLine& attendee);
/// Changes nothing if the line says so already. @param proposed  nothing: removes it
void putProposedTime(lines::ContentLine& attendee, const std::optional<ProposedTime>& proposed);

}  // namespace groupware::formats::ical

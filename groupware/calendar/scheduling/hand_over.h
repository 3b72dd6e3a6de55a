#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/formats/ical/calendar.h"

#include <string>

/// Another organizer of a meeting whose people all have calendars in one context: iTIP has no word for it
/// (RFC 5546 section 2.1.2), so every copy is changed by itself. Pure.
namespace groupware::calendar::scheduling {

namespace ical = formats::ical;

/// The new organizer.
struct Successor {
    std::string uri;   ///< "mailto:"
    std::string name;  ///< CN; may be empty
};

/// What the meeting is to its new organizer before handOver(): all of it, as its organizer has it, with what is his own
/// (alarms, categories, TRANSP) if he had a copy. That copy alone would not do: it has neither the instances that
/// concern others only nor those that he declined, and what an organizer's object lacks is cancelled for all.
/// @param meeting  the organizer's object
/// @param own      null if he had none
[[nodiscard]] ical::Component successorsCopy(const ical::Component& meeting, const ical::Component* own,
                                             const Successor& to, const Conditions& conditions);

/// What of an organizer's object everybody may have as his own: without his alarms, and without what his programs note
/// (unknown X-). All that concerns the meeting stays, answers and what the server knows of them included.
[[nodiscard]] ical::Component forEverybody(const ical::Component& meeting);

/// In one copy of the meeting: he organizes it, and takes part, as the old organizer does.
void handOver(ical::Component& copy, const Successor& to, const Conditions& conditions);

}  // namespace groupware::calendar::scheduling

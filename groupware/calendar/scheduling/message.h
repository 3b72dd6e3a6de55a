#pragma once

#include "groupware/calendar/scheduling/instances.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/time_context.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar::scheduling {

/// RFC 5546 section 1.4.
enum class Method { Publish, Request, Reply, Add, Cancel, Refresh, Counter, DeclineCounter };

/// "REQUEST", ...
[[nodiscard]] std::string_view nameOf(Method method);
[[nodiscard]] std::optional<Method> methodOf(std::string_view name);

/// What is different from what the recipient has, for texts that people read.
struct Change {
    std::string property;  ///< SUMMARY, LOCATION, DESCRIPTION, DTSTART, DTEND, RRULE, ATTENDEE, STATUS, ...
    InstanceId instance;   ///< empty: the event itself
    std::string before;    ///< text, times as iCalendar writes them; empty if it had none
    std::string after;
};

/// An iTIP message about one event. RFC 5546 section 3.2. A value.
struct Message {
    Method method = Method::Request;
    std::string uid{};
    std::string sender{};     ///< calendar user address (URI): the organizer, or the attendee who says it; empty for a
                              ///< COUNTER or REFRESH that was read and names several: see findAuthor()
    std::string sentBy{};     ///< who acts on the sender's behalf; empty: himself
    std::string recipient{};  ///< URI; empty after readMessage(), which cannot know it
    std::vector<InstanceId> instances{};  ///< which instances it is about; empty: the whole event
    std::int64_t sequence = 0;            ///< the highest of its VEVENTs
    std::chrono::sys_seconds stamp{};     ///< DTSTAMP, the latest of its VEVENTs
    ical::Component calendar;             ///< with METHOD, VEVENTs of one UID, and the VTIMEZONEs they name

    /// Of an organizer's message: all of the event that the recipient may see, as a REQUEST, if `calendar` has only a
    /// part of it. Delivery inside of a context uses this: it can be applied in any order.
    std::optional<ical::Component> whole{};
    /// REQUEST only: the recipient was not invited before.
    bool invitation = false;
    /// REQUEST only: nothing is different but other attendees' replies, which nobody wants a mail about.
    bool repliesOnly = false;
    std::vector<Change> changes{};
};

/// Reads a message that came from elsewhere, and checks it against the tables of RFC 5546 section 3.2.
/// @note a missing SUMMARY is let pass, although most tables require one: many programs leave out what is empty
/// @throws Error BadRequest naming the property that is missing or has no place there, or for what is no message about
///         one event: other components, several UIDs, RANGE, an instance twice
[[nodiscard]] Message readMessage(const ical::Component& calendar, const ical::TimeContext& times);

/// The opposite: what goes into a text/calendar part.
[[nodiscard]] std::string textOf(const Message& message);

}  // namespace groupware::calendar::scheduling

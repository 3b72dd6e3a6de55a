#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/message.h"

#include <optional>
#include <string>
#include <vector>

/// What a message makes of the recipient's copy. RFC 6638 section 4, RFC 5546 section 3.2. Pure: lines that stay the
/// same keep their octets.
namespace groupware::calendar::scheduling {

enum class Applied {
    Created,  ///< the recipient had no copy
    Changed,
    Unchanged,  ///< it says so already, as after a second delivery
    Outdated,   ///< a newer one was there (SEQUENCE, then DTSTAMP; RFC 5546 section 2.1.5); nothing is changed
    Removed,    ///< nothing is left of the copy
    Refused,    ///< not for this copy; `reason` says why
    Proposal,   ///< COUNTER: the attendee's line has it (see counter.h), nothing else is changed
    Asked,      ///< REFRESH: answer by requestFor()
};

struct ApplyOptions {
    bool removeCancelled = true;  ///< what is cancelled goes; false: it stays with STATUS:CANCELLED
    bool partyCrashers = false;   ///< who was not invited may reply, and is added. RFC 5546 section 3.2.3
    /// Inside of a context: a message is newer than what is there, whatever clocks say, and the organizer's copy has
    /// heard all replies. Otherwise a reply may be under way, and what an attendee said stays until he is asked again.
    bool organizerKnows = false;
    /// The recipient applies it himself: PUBLISH adds an event, and what the message says that he answered counts.
    /// Nobody else outside of a context says that he comes.
    bool byRecipient = false;
};

struct ApplyOutcome {
    Applied applied = Applied::Unchanged;
    std::optional<ical::Component> object{};  ///< the copy afterwards: after Created, Changed and Proposal
    std::string reason{};                     ///< one sentence
    std::vector<Change> proposed{};           ///< Proposal: what the attendee would have otherwise; kept are times
    bool onlyReplies = false;  ///< Changed, but in nothing but attendees' participation: Schedule-Tag stays (RFC 6638
                               ///< section 3.2.10)
};

/// A message of an organizer (REQUEST, PUBLISH, ADD, CANCEL, DECLINECOUNTER) to an attendee's copy. His own alarms,
/// TRANSP, categories, colours and X- properties stay; METHOD and SCHEDULE- parameters are left out.
/// @param copy  null if he has none
/// @param me    one of his addresses
[[nodiscard]] ApplyOutcome applyToAttendee(const ical::Component* copy, const Message& message, const std::string& me,
                                           const Conditions& conditions, const ApplyOptions& options);

/// A message of an attendee (REPLY, COUNTER, REFRESH) to the organizer's copy. A reply for an instance that has no
/// VEVENT adds one.
[[nodiscard]] ApplyOutcome applyToOrganizer(const ical::Component& object, const Message& message,
                                            const Conditions& conditions, const ApplyOptions& options);

}  // namespace groupware::calendar::scheduling

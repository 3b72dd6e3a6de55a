#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/message.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

/// What an attendee's change of his own copy means. RFC 6638 section 3.2.2. Pure.
namespace groupware::calendar::scheduling {

struct AttendeeOutcome {
    ical::Component object;           ///< what to store: as `after`, with the organizer's DTSTAMP and SEQUENCE
    std::vector<Message> messages{};  ///< REPLY and COUNTER to the organizer; REQUEST to a delegate
};

/// He may change his own ATTENDEE line, TRANSP, alarms, categories, colours, comments and X- properties that the
/// organizer did not set; take away instances by EXDATE, which declines them; and add changed instances that differ in
/// these only. RFC 6638 section 3.2.2.1.
///
/// Where his PARTSTAT changed, a REPLY says so, in one message for all instances; also without change by
/// SCHEDULE-FORCE-SEND=REPLY on ORGANIZER. Nothing is sent if SCHEDULE-AGENT of ORGANIZER is CLIENT or NONE.
/// DELEGATED-TO adds the delegate's line, and a REQUEST to him. What he proposes by propose() (counter.h) becomes a
/// COUNTER.
/// @param me  one of his addresses
/// @throws Error Forbidden naming the first property that is not his to change
[[nodiscard]] AttendeeOutcome attendeeChanges(const ical::Component& before, const ical::Component& after,
                                              const std::string& me, const Conditions& conditions);

/// He deletes his copy: a REPLY that declines everything he has not declined yet. Nothing if there is nothing to say.
[[nodiscard]] std::optional<Message> attendeeRemoves(const ical::Component& before, const std::string& me,
                                                     const Conditions& conditions);

/// Answers for single instances or, with the empty id, for the event; the copy has an own VEVENT for an instance
/// afterwards. A participation of all sets those of changed instances too.
/// @param status   PARTSTAT
/// @param comment  COMMENT that goes with the reply
/// @throws Error NotFound if he takes no part, or for an instance that does not exist
[[nodiscard]] ical::Component participate(const ical::Component& copy, const InstanceId& instance,
                                          const std::string& me, const std::string& status,
                                          const Conditions& conditions);

/// Of those whom the server asks (SCHEDULE-AGENT): who has not answered something yet, by the URI of his ATTENDEE line.
[[nodiscard]] std::set<std::string> unanswered(const ical::Component& object);
/// Answers what he has not answered yet, the event or instances, and leaves the rest.
[[nodiscard]] ical::Component answerOpen(const ical::Component& object, const std::string& me,
                                         const std::string& status, const Conditions& conditions);

/// Asks the organizer for the event as it is now. RFC 5546 section 3.2.6.
[[nodiscard]] Message refresh(const ical::Component& copy, const std::string& me, const Conditions& conditions);

}  // namespace groupware::calendar::scheduling

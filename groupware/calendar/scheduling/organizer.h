#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/message.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// What an organizer's change means. RFC 6638 section 3.2.1. Pure.
namespace groupware::calendar::scheduling {

struct OrganizerOutcome {
    std::optional<ical::Component> object{};  ///< what to store: SEQUENCE, DTSTAMP and PARTSTAT as they have to be
    std::vector<Message> messages{};          ///< in the order of attendees; each calendar user once
    bool rescheduled = false;                 ///< times changed somewhere, so replies were asked for again
};

/// @param before  null: a new object
/// @param after   null: the object is deleted. Lines that stay the same keep their octets
///
/// SEQUENCE grows if times, recurrence, LOCATION or STATUS change (RFC 5546 section 2.1.4) and is never less than it
/// was; the highest of all VEVENTs never falls. PARTSTAT of all attendees but the organizer and the actor becomes
/// NEEDS-ACTION in every VEVENT that is rescheduled (RFC 6638 section 3.2.8; instances that are only taken away do not
/// reschedule the others); what was proposed for it goes.
///
/// Attendees with SCHEDULE-AGENT=CLIENT or NONE get nothing, the organizer neither; who is no longer invited, or loses
/// instances, a CANCEL; the others a REQUEST if something that they may see is different, or with
/// SCHEDULE-FORCE-SEND=REQUEST (which is taken out of `object`). Whose proposal is declined gets a DECLINECOUNTER.
[[nodiscard]] OrganizerOutcome organizerChanges(const ical::Component* before, const ical::Component* after,
                                                const Conditions& conditions);

/// organizerChanges() in two steps, for who has something to add to the object in between: what resources answer.
struct SettledChange {
    ical::Component object;           ///< what to store
    std::set<std::string> forced{};   ///< persons with SCHEDULE-FORCE-SEND=REQUEST
    std::vector<Message> declined{};  ///< DECLINECOUNTERs to whose proposals are declined: see counter.h
    bool rescheduled = false;
};
[[nodiscard]] SettledChange settleChange(const ical::Component* before, ical::Component after,
                                         const Conditions& conditions);
/// @param before, after  null as in organizerChanges()
[[nodiscard]] std::vector<Message> messagesAbout(const ical::Component* before, const ical::Component* after,
                                                 const std::set<std::string>& forced, const Conditions& conditions);

/// The REQUEST that shows one attendee the event as it is now: as an answer to REFRESH. Nothing if he is not
/// invited.
[[nodiscard]] std::optional<Message> requestFor(const ical::Component& object, const std::string& attendee,
                                                const Conditions& conditions);

/// What of the event an attendee may see (RFC 6638 section 3.2.6): all of it with EXDATEs for instances he is not
/// invited to, or, if he is invited to single instances, these alone. Without alarms, METHOD, SCHEDULE- parameters and
/// what clients keep for themselves. Nothing if he is not invited.
[[nodiscard]] std::optional<ical::Component> attendeeView(const ical::Component& object, const std::string& attendee,
                                                          const Conditions& conditions);

/// The URI of the ORGANIZER, as its first VEVENT with one has it; empty without any.
[[nodiscard]] std::string organizerOf(const ical::Component& object);
/// CALDAV:same-organizer-in-all-components. RFC 6638 section 3.2.4.2.
[[nodiscard]] bool hasOneOrganizer(const ical::Component& object, const AddressBook& people);

/// Sets SCHEDULE-STATUS of many.
/// @param codes  by AddressBook::personOf()
void setScheduleStatus(ical::Component& object, const std::map<std::string, std::string>& codes,
                       const AddressBook& people);
/// Sets SCHEDULE-STATUS of a calendar user's ATTENDEE or ORGANIZER lines. RFC 6638 sections 3.2.9 and 7.3.
/// @param code  "1.2", "2.0", "3.7", "5.1", ...; empty removes it
void setScheduleStatus(ical::Component& object, const std::string& uri, const std::string& code,
                       const AddressBook& people);

}  // namespace groupware::calendar::scheduling

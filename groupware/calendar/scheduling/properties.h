#pragma once

#include "groupware/calendar/scheduling/instances.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/zones.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

/// Which properties of a VEVENT mean what in scheduling, and how two VEVENTs differ. Internal to scheduling.
namespace groupware::calendar::scheduling {

/// Where an attendee's lines are his own whatever the organizer says: RFC 6638 section 3.2.2.1, and what clients keep
/// of their user's (COLOR, CATEGORIES, COMMENT, most X-).
[[nodiscard]] bool isPersonal(std::string_view property);
/// What a client notes for itself and nobody else gets.
[[nodiscard]] bool isClientsNote(std::string_view property);
/// DTSTAMP, LAST-MODIFIED, CREATED, SEQUENCE: say that something changed, not what.
[[nodiscard]] bool isStamp(std::string_view property);

/// "SCHEDULE-AGENT" and its like (RFC 6638 section 7), and what we note in lines: between a server and its clients
/// only.
[[nodiscard]] bool isServerParameter(std::string_view parameter);
/// Removes those.
void removeServerParameters(ical::ContentLine& property);

/// What a line says, the same for all ways to write it: order of parameters, defaults, small letters of addresses.
/// Parameters of isServerParameter() do not count.
[[nodiscard]] std::string meaning(const ical::ContentLine& property);

/// Names of the properties (capitals) in which two VEVENTs differ; stamps and personal ones do not count.
[[nodiscard]] std::set<std::string> differences(const ical::Component& before, const ical::Component& after);
/// Whether ATTENDEE lines differ in nothing but PARTSTAT and what goes along with a reply.
[[nodiscard]] bool onlyReplies(const ical::Component& before, const ical::Component& after);

/// Whether an instance happens at another time, or more of them happen, so that replies are out of date. RFC 6638
/// section 3.2.8.
/// @param replaced  instances that have a VEVENT of their own afterwards: what becomes of them is said there
[[nodiscard]] bool rescheduled(const ical::Component& before, const ical::Component& after,
                               const std::set<InstanceId>& replaced, ical::Zones& zones);

/// Note at an EXDATE that the attendee, not the organizer, took the instance away: he declined it.
inline constexpr auto kDeclined = "X-YOKE-DECLINED";
/// What an attendee says with his answer, on his line. Google's word; iTIP has COMMENT for it.
inline constexpr auto kComment = "X-RESPONSE-COMMENT";
/// Notes of the reply that a PARTSTAT came with, on ATTENDEE lines of the organizer's copy: its DTSTAMP, and its
/// SEQUENCE unless that is 0. RFC 5546 section 2.1.5.
inline constexpr auto kReplied = "X-YOKE-REPLIED";
inline constexpr auto kRepliedTo = "X-YOKE-REPLIED-TO";

/// Which SEQUENCE a reply has to have at least, so that it answers what the organizer asks: that of the VEVENT, or an
/// older one if the event stayed when it was since then.
[[nodiscard]] std::int64_t answeredSince(const ical::Component& event);
/// Sets that; the VEVENT's own SEQUENCE needs no note.
void setAnsweredSince(ical::Component& event, std::int64_t sequence);

}  // namespace groupware::calendar::scheduling

#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/message.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Parts that messages are made of. Internal to scheduling.
namespace groupware::calendar::scheduling {

/// "SERVER", "CLIENT" or "NONE"; anything else is SERVER. RFC 6638 section 7.1.
enum class Agent { Server, Client, None };
[[nodiscard]] Agent agentOf(const ical::ContentLine& property);

/// The first ATTENDEE line of a calendar user; null if he takes no part.
[[nodiscard]] const ical::ContentLine* findAttendee(const ical::Component& event, std::string_view person,
                                                    const AddressBook& people);
[[nodiscard]] ical::ContentLine* findAttendee(ical::Component& event, std::string_view person,
                                              const AddressBook& people);
/// PARTSTAT in capitals.
[[nodiscard]] std::string participationOf(const ical::ContentLine& attendee);

/// The ORGANIZER line of the first VEVENT that has one; null if none has.
[[nodiscard]] const ical::ContentLine* findOrganizer(const ical::Component& object);

/// The alarms of one VEVENT.
void removeAlarms(ical::Component& event);

/// Without VALARMs, METHOD, what is private, and parameters for the server.
void cleanForOthers(ical::Component& object);
/// Leaves those VEVENTs only.
void keepEvents(ical::Component& object, const std::set<InstanceId>& ids, ical::Zones& zones);

/// Sets METHOD, DTSTAMP and SENT-BY, and fills in what the calendar says.
/// @param calendar  without METHOD; cleanForOthers() has been there
[[nodiscard]] Message makeMessage(Method method, ical::Component calendar, const std::string& sender,
                                  const std::string& recipient, const Conditions& conditions);

/// How one VEVENT became another, for people.
[[nodiscard]] std::vector<Change> changesBetween(const InstanceId& id, const ical::Component& before,
                                                 const ical::Component& after);

/// DTSTAMP, the latest of the VEVENTs; 1970 without any.
[[nodiscard]] std::chrono::sys_seconds stampOf(const ical::Component& object, ical::Zones& zones);
[[nodiscard]] std::chrono::sys_seconds stampOfEvent(const ical::Component& event, ical::Zones& zones);

/// Sets a parameter, or removes it by an empty value; changes nothing if it is so already.
void putParameter(ical::ContentLine& property, std::string_view name, const std::string& value);
/// Makes a single property what it is in another VEVENT; removes it if that has none.
void copyProperty(ical::Component& event, const ical::Component& from, std::string_view name);

/// The object with the TZIDs that `model` has for the same zones of the system: a client that calls Europe/Berlin "W.
/// Europe Standard Time" changes nothing.
[[nodiscard]] ical::Component withZonesOf(const ical::Component& model, ical::Component object,
                                          const Conditions& conditions);

[[nodiscard]] ical::Zones zonesOf(const ical::Component& calendar, const Conditions& conditions);

}  // namespace groupware::calendar::scheduling

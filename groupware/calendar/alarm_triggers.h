#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/index.h"
#include "groupware/formats/ical/calendar.h"

#include <cstdint>
#include <string>
#include <vector>

/// When alarms ring. RFC 5545 section 3.6.6, RFC 9074. Pure.
namespace groupware::calendar {

/// When one alarm rings next.
struct AlarmTrigger {
    std::string recurrenceId{};  ///< of the VEVENT that has the alarm, as IndexedEvent has it
    std::int64_t alarm = 0;      ///< Alarm::origin
    std::string action{};
    std::string instance{};  ///< RECURRENCE-ID of the instance that it rings for; empty if nothing recurs
    Instant rings{};

    [[nodiscard]] friend bool operator==(const AlarmTrigger&, const AlarmTrigger&) = default;
};

/// Where and when alarms are looked at.
struct AlarmContext {
    TimeContext times{};  ///< of whose alarms they are: floating times and whole days are in his zone
    Bounds bounds{};
    Instant now{};
};

/// The alarms of the owner of an object: for each the next time that it rings, by time. That is after the user has seen
/// it (ACKNOWLEDGED, RFC 9074 section 6.1), and not for what was over before `now`: what is imported does not ring.
/// What is cancelled, or declined by the owner, does not either.
/// @param index  of `calendar`
[[nodiscard]] std::vector<AlarmTrigger> ownTriggers(const formats::ical::Component& calendar,
                                                    const IndexedObject& index, const AlarmContext& context);

/// The same for the alarms that somebody else set for all of the object: each rings next for one of its events.
[[nodiscard]] std::vector<AlarmTrigger> triggersOf(const std::vector<Alarm>& alarms, const IndexedObject& index,
                                                   const AlarmContext& context);

/// What is left of an event's alarms when its user has seen one of them: it is acknowledged, and what snoozed it is
/// gone; an alarm that only snoozes another goes itself. RFC 9074 sections 6.1 and 7.
/// @param alarm  Alarm::origin
/// @throws Error NotFound
[[nodiscard]] std::vector<Alarm> acknowledged(std::vector<Alarm> alarms, std::int64_t alarm, Instant at);

/// The same when he wants to be reminded again: an alarm of its own snoozes it. RFC 9074 section 7.
/// @param until  when that rings
/// @param uid    for the new alarm, and for the other if it has none
[[nodiscard]] std::vector<Alarm> snoozed(std::vector<Alarm> alarms, std::int64_t alarm, Instant at, Instant until,
                                         const std::string& uid);

}  // namespace groupware::calendar

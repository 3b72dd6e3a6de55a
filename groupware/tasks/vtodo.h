#pragma once

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/time_context.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/tasks/task.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Calendar objects of tasks (VTODO, RFC 5545 section 3.6.2) to the fields of the JSON interface and back. Pure.
///
/// A setter changes the lines of what is really different and leaves all others as they are: octets, unknown
/// properties, alarms, other components. What iCalendar has no word for is in X-YOKE- properties.
namespace groupware::tasks {

namespace ical = formats::ical;

using ical::TimeContext;

/// A calendar with one empty VTODO.
[[nodiscard]] ical::Component makeTodoCalendar(const std::string& uid, Instant now);

/// The VTODO that says what the task is: the one without RECURRENCE-ID, else the first. Null if there is none.
[[nodiscard]] const ical::Component* findTodo(const ical::Component& calendar);
/// @throws Error BadRequest if there is none
[[nodiscard]] ical::Component& requireTodo(ical::Component& calendar);

/// What the calendar says. Without a VTODO nothing.
[[nodiscard]] Fields fieldsOf(const ical::Component& calendar, const TimeContext& times);

/// Makes the calendar say `wanted`; a uid that is there stays.
/// @param wanted  valid and settled (rules.h)
void putFields(ical::Component& calendar, const Fields& wanted, const TimeContext& times);

/// What an attendee's PARTSTAT means; what is accepted may be going on already.
[[nodiscard]] Confirmation confirmationOf(std::string_view status);

/// Who takes part, as the text knows them: externals by address. Without address nobody.
[[nodiscard]] std::vector<Participant> attendeesOf(const ical::Component& calendar);
/// Users and externals become attendees by their address; groups are not written, their members are.
void putAttendees(ical::Component& calendar, const std::vector<Participant>& participants);

/// When the first alarm of the text rings that can be read; nothing without any.
[[nodiscard]] std::optional<Instant> alarmOf(const ical::Component& calendar, const TimeContext& times);
/// Moves that alarm, adds or removes it; others stay.
void putAlarm(ical::Component& calendar, const std::optional<Instant>& alarm, const TimeContext& times);

/// DTSTAMP and LAST-MODIFIED. RFC 5545 sections 3.8.7.2 and 3.8.7.3.
void stamp(ical::Component& calendar, Instant now);

/// The next occurrence of a series.
struct Next {
    ical::Component calendar;           ///< not started, with the rest of the series and a uid of its own
    std::chrono::milliseconds later{};  ///< by how much start, end and alarms are moved
};
/// What follows when this occurrence is done. Clocks being changed keep their local times.
/// @return nothing without series, after its last, or where nothing is found within the bounds of an expansion
[[nodiscard]] std::optional<Next> nextOccurrence(const ical::Component& calendar, const std::string& uid,
                                                 const TimeContext& times, Instant now);

}  // namespace groupware::tasks

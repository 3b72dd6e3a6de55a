#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/event.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/time_context.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Calendar objects of events: a series (the VEVENT without RECURRENCE-ID, often called the master), the VEVENTs that
/// replace instances of it, and what deletes instances (EXDATE). RFC 5545 sections 3.8.4.4 and 3.8.5.1. An attendee's
/// object may have replaced instances only (RFC 6638 section 3.2.2.1). Pure.
///
/// Everything that changes an object leaves the lines of what stays the same as they are, stamps the VEVENTs that it
/// changes, and lets VTIMEZONEs follow (see vevent.h).
namespace groupware::calendar {

/// What an edit needs to know besides the object.
struct EditContext {
    ical::TimeContext times{};  ///< of whoever edits: his zone is where floating times and dates are
    ical::Bounds bounds{};
    Instant now{};
};

/// The VEVENT without RECURRENCE-ID; null if there is none.
[[nodiscard]] const ical::Component* findSeries(const ical::Component& calendar);
[[nodiscard]] ical::Component* findSeries(ical::Component& calendar);

/// The VEVENT that replaces an instance; null if none does. Ids of other forms that mean the same instant, or
/// day, are the same.
[[nodiscard]] const ical::Component* findException(const ical::Component& calendar, const ical::TimeValue& recurrenceId,
                                                   const ical::TimeContext& times);

/// The RECURRENCE-IDs of replaced instances, in the order of the object.
[[nodiscard]] std::vector<ical::TimeValue> exceptionsOf(const ical::Component& calendar);

/// What a client means by a recurrence id: with the form and zone of DTSTART, as RFC 5545 section 3.8.4.4 wants it.
/// @param text  "20260310T100000", "20260310T090000Z", "Europe/Berlin:20260310T100000", or "20260310": the
///              first instance of that day
/// @throws Error BadRequest for what is no date or time
[[nodiscard]] ical::TimeValue recurrenceIdOf(const ical::Component& calendar, std::string_view text,
                                             const EditContext& context);

/// What the series says, or the event that does not recur; without both the first instance there is.
/// @throws Error BadRequest for an object without VEVENT
[[nodiscard]] EventFields eventFields(const ical::Component& calendar, const ical::TimeContext& times);

/// What an instance says: the VEVENT that replaces it, or the series with the instance's times and recurrence id.
/// @throws Error NotFound if there is no such instance, or it was deleted
[[nodiscard]] EventFields instanceFields(const ical::Component& calendar, const ical::TimeValue& recurrenceId,
                                         const EditContext& context);

/// Makes the series, or the event that does not recur, say `wanted`. What replaces and deletes instances follows:
///  * when times, rule or zone change, recurrence ids get the new time of day, and if the series has none of them on
///    its day any more, they move by as much as the start does; those that are no instances are dropped. EXDATEs only
///    if `wanted` has those that were there
///  * what an instance has in common with the series, it still has afterwards; what was changed for it alone stays
/// @param wanted  valid and settled (rules.h); changed from eventFields()
/// @return whether anything changed
bool changeEvent(ical::Component& calendar, const EventFields& wanted, const EditContext& context);

/// Makes one instance, `wanted.recurrenceId`, say `wanted`, in a VEVENT of its own unless it has one.
/// @param wanted  changed from instanceFields()
/// @return whether anything changed: no VEVENT is added for what the series says anyway
/// @throws Error NotFound as instanceFields()
bool changeInstance(ical::Component& calendar, const EventFields& wanted, const EditContext& context);

/// EXDATE, and no VEVENT that replaces the instance. Where there is no series, only the latter.
/// @throws Error NotFound as instanceFields()
void deleteInstance(ical::Component& calendar, const ical::TimeValue& recurrenceId, const EditContext& context);

/// False if all instances are deleted, so that the object should be, too.
[[nodiscard]] bool happens(const ical::Component& calendar, const EditContext& context);

/// A series in two, for a change of "this and all that follow".
struct Split {
    ical::Component past;    ///< the object, ending before the instance
    ical::Component future;  ///< a series of its own from the instance on, with a UID of its own
};

/// Divides a series: rule (COUNT and UNTIL), RDATEs, EXDATEs and replaced instances go where they belong. Both parts
/// name each other by RELATED-TO;RELTYPE=X-CALENDARSERVER-RECURRENCE-SET, as Apple's and Open-Xchange's servers have
/// it.
/// @return nothing if nothing comes before the instance: the change is one of the whole series
/// @throws Error NotFound if the series has no such instance; BadRequest for what is no series
[[nodiscard]] std::optional<Split> split(const ical::Component& calendar, const ical::TimeValue& recurrenceId,
                                         const std::string& uid, const EditContext& context);

}  // namespace groupware::calendar

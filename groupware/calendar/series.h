#pragma once

#include "groupware/calendar/exceptions.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/zones.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

/// Parts of exceptions.h. Internal to calendar.
namespace groupware::calendar {

/// The zones of a calendar object, as somebody reads it.
[[nodiscard]] ical::Zones zonesOf(const ical::Component& calendar, const ical::TimeContext& times);

/// A time where the series is, in the form of its start.
[[nodiscard]] ical::TimeValue inFormOf(const ical::TimeValue& start, std::chrono::local_seconds local);

/// Whether two ids name the same instance.
[[nodiscard]] bool sameInstance(const ical::TimeValue& a, const ical::TimeValue& b, ical::Zones& zones);

/// Indices in the object's components of the VEVENTs with RECURRENCE-ID.
[[nodiscard]] std::vector<std::size_t> exceptionIndices(const ical::Component& calendar);
void removeExceptions(ical::Component& calendar, const std::function<bool(const ical::TimeValue& id)>& gone);

/// The instance of that id, unless it was deleted.
[[nodiscard]] std::optional<ical::Occurrence> instanceOf(const ical::Recurrence& series, const ical::TimeValue& id,
                                                         ical::Zones& zones, const ical::Bounds& bounds);

/// A VEVENT for one instance: the series without what recurs, at the instance's time.
[[nodiscard]] ical::Component exceptionFor(const ical::Component& series, const ical::Occurrence& occurrence,
                                           ical::Zones& zones);

/// Makes an instance that had something in common with its series before have that in common with it still.
/// @param instance  not its times, recurrence id and sequence
void follow(EventFields& instance, const EventFields& before, const EventFields& after);

[[noreturn]] void throwNoInstance();

}  // namespace groupware::calendar

#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/free_busy.h"
#include "groupware/calendar/index.h"
#include "groupware/calendar/store/busy_reader.h"

#include <vector>

/// When rows of the index happen. Internal to service/.
namespace groupware::calendar {

/// Its instances that overlap [from, to), whole, with what they make of their owner's time.
/// @param times  whose zone has the floating times
/// A series of more instances than `bounds` allows takes all of [from, to): whoever has one keeps nobody from asking.
[[nodiscard]] std::vector<BusyPeriod> busyTimesOf(const BusyRow& row, Instant from, Instant to,
                                                  const TimeContext& times, const Bounds& bounds);

}  // namespace groupware::calendar

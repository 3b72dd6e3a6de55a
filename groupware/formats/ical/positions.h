#pragma once

#include "groupware/formats/ical/recurrence.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>

/// The instances of a series by number, as Open-Xchange's interface counts them: from 1, in the order of their starts,
/// those included that exceptions take away.
namespace groupware::formats::ical {

/// Positions beyond are none.
inline constexpr int kMaxPosition = 9'999;

/// Nothing after the last one, or if `steps` do not reach it.
[[nodiscard]] std::optional<Occurrence> instanceAt(const Recurrence& series, int position, Zones& zones,
                                                   std::size_t steps);

/// The first one that starts on that day, where the series is.
[[nodiscard]] std::optional<Occurrence> instanceOn(const Recurrence& series, std::chrono::local_days day, Zones& zones,
                                                   std::size_t steps);

/// @param local  when the instance starts, as Occurrence::local has it
/// @return nothing if the series has no such instance, or within `steps` none
[[nodiscard]] std::optional<int> positionOf(const Recurrence& series, std::chrono::local_seconds local, Zones& zones,
                                            std::size_t steps);

/// The numbers of several instances. Of most series (daily, weekly, monthly on a day that every month has, yearly but
/// not on February 29) it costs the instances between the first and the last of them, however long ago the series
/// began; of others those before, too.
/// @param locals  when they start, as Occurrence::local has it
/// @return without what is no instance, has a number beyond kMaxPosition, or is not reached within `steps`
[[nodiscard]] std::map<std::chrono::local_seconds, int> positionsOf(const Recurrence& series,
                                                                    const std::set<std::chrono::local_seconds>& locals,
                                                                    Zones& zones, std::size_t steps);

}  // namespace groupware::formats::ical

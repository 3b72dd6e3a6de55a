#pragma once

#include "groupware/calendar/event.h"

#include <cstddef>

namespace groupware::calendar {

/// About how many octets the details of an event are: its texts, and so much for each attendee, alarm, instance and the
/// like as it takes without texts.
[[nodiscard]] std::size_t octetsOf(const Event& event);

}  // namespace groupware::calendar

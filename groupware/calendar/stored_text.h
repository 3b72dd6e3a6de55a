#pragma once

#include "groupware/formats/ical/calendar.h"

#include <string_view>

namespace groupware::calendar {

/// What a stored text says: that of an object, or IndexedEvent::recurrence. Its bounds were kept when it was stored.
/// @throws Error BadRequest for what is no calendar
[[nodiscard]] formats::ical::Component parseStored(std::string_view text);

}  // namespace groupware::calendar

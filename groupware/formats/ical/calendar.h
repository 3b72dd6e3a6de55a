#pragma once

#include "groupware/formats/lines/component.h"

#include <string_view>
#include <vector>

namespace groupware::formats::ical {

using lines::Component;
using lines::ContentLine;
using lines::Limits;
using lines::PropertyId;

/// One calendar object: a VCALENDAR with its components (VEVENT, VTODO, VTIMEZONE, ...), octet for octet. RFC 5545
/// section 3.4.
/// @throws Error BadRequest naming the line that is wrong, or that is not UTF-8; TooLarge beyond a limit
[[nodiscard]] Component parseCalendar(std::string_view text, const Limits& limits);

/// A file, in which there may be several.
[[nodiscard]] std::vector<Component> parseCalendars(std::string_view text, const Limits& limits);

/// A new one with VERSION and PRODID.
[[nodiscard]] Component makeCalendar(const std::string& productId);

/// The components of that name, in their order.
[[nodiscard]] std::vector<const Component*> all(const Component& calendar, std::string_view name);

}  // namespace groupware::formats::ical

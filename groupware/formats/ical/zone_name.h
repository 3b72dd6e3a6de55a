#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::formats::ical {

/// The name in the time zone database that a TZID means: itself; what stands at the end of a longer path, as libical,
/// Mozilla, Citadel and Lotus write it ("/citadel.org/20250101_1/Europe/Berlin"); or the zone of a name of Windows
/// ("W. Europe Standard Time").
///
/// @param isKnown  whether the system's database has a name
/// @return nothing if it is none of these; then the object has a VTIMEZONE that says what is meant
[[nodiscard]] std::optional<std::string> zoneName(std::string_view tzid,
                                                  const std::function<bool(std::string_view)>& isKnown);

/// The zone of a name of Windows, by the Unicode CLDR's table (territory 001); empty for any other name.
[[nodiscard]] std::string_view zoneOfWindows(std::string_view name);

}  // namespace groupware::formats::ical

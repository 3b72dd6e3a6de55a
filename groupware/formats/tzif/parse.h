#pragma once

#include "groupware/formats/tzif/time_zone.h"

#include <cstddef>
#include <string_view>

/// The compiled files of the time zone database. RFC 9636, TZif versions 1 to 4. Pure functions.
namespace groupware::formats::tzif {

/// More than ten times the longest file of the database.
inline constexpr std::size_t kMaxOctets = std::size_t{64} * 1024;

/// True if the octets claim to be a TZif file.
[[nodiscard]] bool isTzif(std::string_view octets);

/// The 64-bit data and the footer's rule; of version 1 files, the 32-bit data. Leap seconds are checked, not applied:
/// instants do not count them.
/// @throws Error BadRequest for anything but one whole TZif file; TooLarge beyond kMaxOctets
[[nodiscard]] TimeZone parse(std::string_view octets);

}  // namespace groupware::formats::tzif

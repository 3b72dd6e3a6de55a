#pragma once

#include "groupware/formats/ical/zones.h"
#include "groupware/formats/lines/component.h"
#include "groupware/formats/tzif/time_zone.h"

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::ical {

/// Whether clocks show the same in both zones at any instant from `from` to `to`.
[[nodiscard]] bool sameClocks(const tzif::TimeZone& a, const tzif::TimeZone& b, std::chrono::sys_seconds from,
                              std::chrono::sys_seconds to);

/// `names` in the order in which matchZone() takes them where several zones have the same rules: those of large places
/// first, those that are no places last. The order does not depend on that of `names`.
[[nodiscard]] std::vector<std::string> byPreference(std::vector<std::string> names);

/// For how much of the time from `from` to `to` clocks show different times.
[[nodiscard]] std::chrono::seconds timeApart(const tzif::TimeZone& a, const tzif::TimeZone& b,
                                             std::chrono::sys_seconds from, std::chrono::sys_seconds to);

/// How far from its rules a zone may be, in the year of first use: what programs write is seldom what the law says.
/// Lotus changes clocks an hour early, Exchange a second; Windows has one rule for zones whose law cannot be said in
/// one (Israel, Morocco), which is off by weeks in some years.
inline constexpr std::chrono::seconds kMostApart = std::chrono::hours(4);
inline constexpr std::chrono::seconds kMostApartOfNamed = std::chrono::days(31);  ///< if it is named

/// The zone of the system that a VTIMEZONE under an unknown TZID means: one whose clocks show the same for the whole
/// year of its first use, but for kMostApart; or for kMostApartOfNamed, if X-LIC-LOCATION or the TZID names it. Of
/// several
/// 1. the one that is named ("(UTC+01:00) Amsterdam, Berlin, ..."),
/// 2. those whose clocks never differ in that year, then those that differ least,
/// 3. those that also agree for five years before and ten after, or at least for two years more,
/// 4. the first of `names`.
///
/// @param used   the year in which the object uses the zone first
/// @param names  of the system's zones, see byPreference()
/// @return its name and the zone; what the VTIMEZONE says, without a name, if there is none
/// @throws Error as timeZoneOf()
/// @note evaluates the VTIMEZONE and looks at every zone, about a millisecond: remember the result
[[nodiscard]] MatchedZone matchZone(const lines::Component& definition, std::chrono::year used, const FindZone& find,
                                    std::span<const std::string> names);

}  // namespace groupware::formats::ical

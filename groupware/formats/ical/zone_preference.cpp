#include "groupware/formats/ical/zone_match.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace groupware::formats::ical {
namespace {

/// Where most people live who have the rules, roughly by their number. What is missing comes after these.
constexpr std::array kPreferred = std::to_array<std::string_view>({
    "Europe/Berlin",      "Europe/London",       "Europe/Lisbon",       "Europe/Kyiv",
    "Europe/Athens",      "Europe/Moscow",       "Europe/Istanbul",     "America/New_York",
    "America/Chicago",    "America/Denver",      "America/Los_Angeles", "America/Phoenix",
    "America/Anchorage",  "America/Halifax",     "America/St_Johns",    "America/Mexico_City",
    "America/Guatemala",  "America/Bogota",      "America/Lima",        "America/Caracas",
    "America/La_Paz",     "America/Santiago",    "America/Sao_Paulo",   "America/Argentina/Buenos_Aires",
    "America/Regina",     "America/Puerto_Rico", "America/Havana",      "America/Asuncion",
    "Atlantic/Azores",    "Atlantic/Cape_Verde", "Atlantic/Reykjavik",  "Africa/Casablanca",
    "Africa/Lagos",       "Africa/Johannesburg", "Africa/Cairo",        "Africa/Nairobi",
    "Africa/Abidjan",     "Asia/Jerusalem",      "Asia/Beirut",         "Asia/Riyadh",
    "Asia/Baghdad",       "Asia/Tehran",         "Asia/Dubai",          "Asia/Baku",
    "Asia/Kabul",         "Asia/Karachi",        "Asia/Tashkent",       "Asia/Kolkata",
    "Asia/Kathmandu",     "Asia/Dhaka",          "Asia/Almaty",         "Asia/Yangon",
    "Asia/Bangkok",       "Asia/Jakarta",        "Asia/Shanghai",       "Asia/Singapore",
    "Asia/Manila",        "Asia/Tokyo",          "Asia/Seoul",          "Asia/Vladivostok",
    "Australia/Perth",    "Australia/Darwin",    "Australia/Adelaide",  "Australia/Brisbane",
    "Australia/Sydney",   "Australia/Lord_Howe", "Pacific/Auckland",    "Pacific/Honolulu",
    "Pacific/Guam",       "Pacific/Noumea",      "Pacific/Tongatapu",   "Pacific/Apia",
    "Pacific/Kiritimati", "Pacific/Pago_Pago",
});

/// First large places, then places, then abbreviations and offsets.
std::size_t classOf(std::string_view name) {
    const auto found = std::find(kPreferred.begin(), kPreferred.end(), name);
    if (found != kPreferred.end()) return static_cast<std::size_t>(found - kPreferred.begin());
    const bool isPlace = name.find('/') != std::string_view::npos && !name.starts_with("Etc/");
    // Names of countries and states are kept for old users only.
    constexpr auto kOldNames =
        std::to_array<std::string_view>({"US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "SystemV/"});
    const bool isOld = std::any_of(kOldNames.begin(), kOldNames.end(), [&](auto old) { return name.starts_with(old); });
    return kPreferred.size() + (isPlace && !isOld ? 0U : isPlace ? 1U : 2U);
}

}  // namespace

std::vector<std::string> byPreference(std::vector<std::string> names) {
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        const auto ofA = classOf(a);
        const auto ofB = classOf(b);
        return ofA != ofB ? ofA < ofB : a < b;
    });
    return names;
}

}  // namespace groupware::formats::ical

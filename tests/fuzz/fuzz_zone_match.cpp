#include "groupware/base/error.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/ical/zone_match.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace {

namespace ical = groupware::formats::ical;
namespace tzif = groupware::formats::tzif;
using std::chrono::year;

void require(bool holds) {
    if (!holds) std::abort();
}

std::shared_ptr<const tzif::TimeZone> zoneOf(std::chrono::seconds offset, std::string_view rule) {
    return std::make_shared<const tzif::TimeZone>(offset, std::vector<tzif::TimeZone::Transition>{},
                                                  tzif::PosixRule::parse(rule, false));
}

std::shared_ptr<const tzif::TimeZone> findZone(std::string_view name) {
    using std::chrono::hours;
    if (name == "Europe/Berlin") return zoneOf(hours(1), "CET-1CEST,M3.5.0,M10.5.0/3");
    if (name == "America/New_York") return zoneOf(-hours(5), "EST5EDT,M3.2.0,M11.1.0");
    if (name == "Asia/Tokyo") return zoneOf(hours(9), "JST-9");
    return nullptr;
}

const std::array<std::string, 4> kNames{"Europe/Berlin", "America/New_York", "Asia/Tokyo", "No/Where"};

/// What is matched shows nearly the same on clocks; a zone is as far from another as that from it.
void check(const ical::Component& definition, year used) {
    const auto matched = ical::matchZone(definition, used, findZone, kNames);
    require(matched.zone != nullptr);
    if (matched.name.empty()) return;
    require(std::find(kNames.begin(), kNames.end(), matched.name) != kNames.end());
    const std::chrono::sys_seconds from = std::chrono::sys_days(used / 1 / 1);
    const std::chrono::sys_seconds to = std::chrono::sys_days((used + std::chrono::years(1)) / 1 / 1);
    const auto defined = ical::timeZoneOf(definition);
    const auto apart = ical::timeApart(defined, *matched.zone, from, to);
    require(apart >= std::chrono::seconds(0) && apart <= ical::kMostApartOfNamed);
    require(apart == ical::timeApart(*matched.zone, defined, from, to));
    require((apart.count() == 0) == ical::sameClocks(defined, *matched.zone, from, to));
}

}  // namespace

/// The definitions of a calendar, matched with the zones of a small system in three years.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto calendar = ical::parseCalendar(text, {.octets = 1 << 16, .lines = 500});
        for (const auto& component : calendar.components()) {
            if (!component.is("VTIMEZONE")) continue;
            for (const int used : {1970, 2026, 9999}) check(component, year(used));
        }
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}

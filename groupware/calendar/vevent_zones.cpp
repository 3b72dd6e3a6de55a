#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/ical/zone_name.h"

#include <algorithm>

namespace groupware::calendar {
namespace {

using ical::Component;
using std::chrono::sys_seconds;

/// When the first VEVENT begins, more or less: whatever its zone.
sys_seconds beginOf(const Component& calendar) {
    auto first = sys_seconds::max();
    for (const auto* event : ical::all(calendar, "VEVENT")) {
        const auto start = ical::time(*event, "DTSTART");
        if (start) first = std::min(first, sys_seconds(start->local.time_since_epoch()));
    }
    return first == sys_seconds::max() ? sys_seconds() : first - std::chrono::days(2);
}

void removeDefinition(Component& calendar, std::string_view tzid) {
    const auto& all = calendar.components();
    for (std::size_t index = 0; index < all.size(); ++index) {
        if (all[index].is("VTIMEZONE") && ical::text(all[index], "TZID") == tzid)
            return calendar.removeComponent(index);
    }
}

}  // namespace

void settleTimeZones(Component& calendar, const std::vector<std::string>& usedBefore, const ical::TimeContext& times) {
    constexpr auto kYears = std::chrono::years(10);
    const auto used = ical::zonesUsed(calendar);
    const auto names = [](const std::vector<std::string>& all, const std::string& name) {
        return std::find(all.begin(), all.end(), name) != all.end();
    };
    for (const auto& name : usedBefore) {
        if (!names(used, name)) removeDefinition(calendar, name);
    }
    for (const auto& name : used) {
        if (names(usedBefore, name) || ical::findTimeZone(calendar, name) != nullptr) continue;
        const auto known = ical::zoneName(name, [&](std::string_view each) { return times.find(each) != nullptr; });
        if (!known) continue;
        const auto from = beginOf(calendar);
        calendar.add(ical::defineTimeZone(name, *times.find(*known), from, from + kYears));
    }
}

}  // namespace groupware::calendar

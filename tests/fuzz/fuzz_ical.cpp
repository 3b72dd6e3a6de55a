#include "groupware/base/error.h"
#include "groupware/formats/ical/alarm.h"
#include "groupware/formats/ical/attachment.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/vtimezone.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace ical = groupware::formats::ical;
namespace tzif = groupware::formats::tzif;

constexpr ical::Limits kLimits{.octets = 1 << 20, .lines = 500, .parameterValues = 100, .depth = 4};
constexpr ical::Bounds kBounds{.occurrences = 50, .steps = 3000};

void require(bool holds) {
    if (!holds) std::abort();
}

std::shared_ptr<const tzif::TimeZone> findZone(std::string_view name) {
    if (name != "Europe/Berlin") return nullptr;
    return std::make_shared<const tzif::TimeZone>(std::chrono::hours(1), std::vector<tzif::TimeZone::Transition>{},
                                                  tzif::PosixRule::parse("CET-1CEST,M3.5.0,M10.5.0/3", false));
}

/// Sets everything to what it is.
void setAll(ical::Component& component) {
    for (const auto* name : {"SUMMARY", "UID", "STATUS"}) ical::setText(component, name, ical::text(component, name));
    for (const auto* name : {"DTSTART", "DUE", "RECURRENCE-ID"})
        ical::setTime(component, name, ical::time(component, name));
    ical::setNumber(component, "PRIORITY", ical::number(component, "PRIORITY"));
    ical::setDuration(component, "DURATION", ical::duration(component, "DURATION"));
    ical::setList(component, "CATEGORIES", ical::list(component, "CATEGORIES"));
    ical::setRelatedTo(component, ical::relatedTo(component));
    ical::setAttendees(component, ical::attendees(component));
    ical::setAttachments(component, ical::attachments(component));
    if (const auto organizer = ical::organizer(component)) ical::setOrganizer(component, organizer);
    if (const auto trigger = ical::triggerOf(component)) ical::putTrigger(component, *trigger);
}

void expand(const ical::Component& component, ical::Zones& zones) {
    const auto recurrence = ical::recurrenceOf(component, zones);
    if (!recurrence) return;
    for (const auto& rule : recurrence->rules) require(ical::parseRule(ical::write(rule)) == rule);
    const std::chrono::sys_seconds year2026 = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
    const ical::Window window{.from = year2026, .to = year2026 + std::chrono::days(60)};
    const auto found = ical::expand(*recurrence, window, zones, kBounds);
    require(found.occurrences.size() <= kBounds.occurrences);
    auto before = std::chrono::sys_seconds::min();
    for (const auto& each : found.occurrences) {
        require(each.start > before && each.end >= each.start && each.start < window.to && each.end >= window.from);
        before = each.start;
    }
    (void)ical::lastEnd(*recurrence, zones, kBounds.steps);
}

/// An own definition, written by our rules, says the same from 1971 on.
void checkTimeZone(const ical::Component& definition) {
    const auto zone = ical::timeZoneOf(definition);
    const std::chrono::sys_seconds from = std::chrono::sys_days(std::chrono::year(1972) / 1 / 1);
    const std::chrono::sys_seconds to = std::chrono::sys_days(std::chrono::year(2101) / 1 / 1);
    if (zone.transitions().size() > 300) return;
    const auto again = ical::timeZoneOf(ical::defineTimeZone("X", zone, from, to));
    for (const auto& change : zone.transitions()) {
        if (change.at < from || change.at >= to) continue;
        require(again.offsetAt(change.at) == zone.offsetAt(change.at));
    }
}

void check(ical::Component& component, ical::Zones& zones) {
    const auto before = component.text();
    setAll(component);
    require(component.text() == before);
    try {
        if (component.is("VTIMEZONE")) checkTimeZone(component);
        expand(component, zones);
    } catch (const groupware::Error&) {
        // a rule or zone that is refused
    }
    for (auto& inner : component.components()) check(inner, zones);
}

}  // namespace

/// Objects keep their octets when nothing changes; expansion keeps its bounds and its order, whatever the rules are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<ical::Component> calendars;
    try {
        calendars = ical::parseCalendars(text, kLimits);
    } catch (const groupware::Error&) {
        return 0;
    }
    std::string written;
    for (const auto& calendar : calendars) calendar.write(written);
    require(calendars.empty() || written == text);
    for (auto& calendar : calendars) {
        const auto own = calendar;
        ical::Zones zones(findZone, findZone("Europe/Berlin"), &own);
        (void)ical::zonesUsed(calendar);
        for (auto& component : calendar.components()) check(component, zones);
    }
    return 0;
}

#include "groupware/calendar/visible_text.h"

#include "groupware/calendar/classification.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/zone_name.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

using formats::ical::Component;
using formats::ical::PropertyId;

/// What says when it is, and whether the time is taken.
bool isShown(const formats::ical::ContentLine& property) {
    constexpr std::array<std::string_view, 14> kShown{"UID",   "DTSTAMP", "DTSTART", "DTEND",        "DURATION",
                                                      "RRULE", "RDATE",   "EXDATE",  "SEQUENCE",     "RECURRENCE-ID",
                                                      "CLASS", "TRANSP",  "STATUS",  "LAST-MODIFIED"};
    return std::any_of(kShown.begin(), kShown.end(), [&](std::string_view name) { return property.is(name); });
}

void hide(Component& event) {
    std::vector<PropertyId> hidden;
    for (const auto& property : event.properties()) {
        if (!isShown(property)) hidden.push_back(property.id());
    }
    for (const auto id : hidden) event.remove(id);
    while (!event.components().empty()) event.removeComponent(event.components().size() - 1);
}

/// Adds to the TZIDs that properties name.
void rename(Component& component, const std::map<std::string, std::string>& suffixes) {
    for (auto& property : component.properties()) {
        const std::string tzid(property.parameter("TZID").value_or(""));
        if (const auto found = suffixes.find(tzid); found != suffixes.end())
            property.setParameter("TZID", {tzid + found->second});
    }
    for (auto& inner : component.components()) rename(inner, suffixes);
}

}  // namespace

bool hidePrivate(Component& calendar) {
    bool hidden = false;
    const auto* series = findSeries(std::as_const(calendar));
    for (auto& component : calendar.components()) {
        if (!component.is("VEVENT") || classOf(component, series) == Class::Public) continue;
        hide(component);
        hidden = true;
    }
    return hidden;
}

std::string EventFileWriter::text() const {
    auto file = formats::ical::makeCalendar("-//Yoke//Calendar//EN").text();
    return file.insert(file.rfind("END:VCALENDAR"), inside_);
}

void EventFileWriter::add(Component object) {
    addZones(object);
    for (const auto& component : object.components()) {
        if (component.is("VEVENT")) component.write(inside_);
    }
}

void EventFileWriter::addZones(Component& object) {
    std::map<std::string, std::string> suffixes;  // by TZID
    for (const auto& component : object.components()) {
        if (!component.is("VTIMEZONE")) continue;
        const auto tzid = formats::ical::text(component, "TZID").value_or("");
        // The first definition of an object is the one that counts.
        if (!tzid.empty() && !suffixes.contains(tzid)) suffixes.emplace(tzid, place(component, tzid));
    }
    std::erase_if(suffixes, [](const auto& each) { return each.second.empty(); });
    if (suffixes.empty()) return;
    for (auto& component : object.components()) {
        if (component.is("VEVENT")) rename(component, suffixes);
    }
}

std::string EventFileWriter::place(Component zone, const std::string& tzid) {
    const bool isKnown =
        formats::ical::zoneName(tzid, [this](std::string_view name) { return find_(name) != nullptr; }).has_value();
    const auto [known, isNew] = suffixes_.try_emplace(isKnown ? tzid : zone.text());
    if (!isNew) return known->second;
    auto& count = definitions_[tzid];
    do {
        known->second = ++count == 1 ? std::string() : "-" + std::to_string(count);
    } while (!taken_.insert(tzid + known->second).second);
    auto* id = zone.find("TZID");
    id->setValue(id->value() + known->second);
    zone.write(inside_);
    return known->second;
}

}  // namespace groupware::calendar
